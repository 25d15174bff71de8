import fc from 'fast-check'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { DataTest, Model } from '../resources/node.ts'
import { genericTest, manifestOf, model } from './manifest-builder.ts'

const TAGS = ['nightly', 'hourly', 'finance']

/**
 * Up to twelve models `m0`, `m1` … without cycles, each reading some of those before it, with tags; and some tests, on
 * one model or on two. They come in no particular order.
 */
export const arbitraryManifest: fc.Arbitrary<Manifest> = fc
  .record({
    reads: fc.array(fc.uniqueArray(fc.nat(11), { maxLength: 3 }), { minLength: 1, maxLength: 12 }),
    tags: fc.array(fc.subarray(TAGS), { minLength: 12, maxLength: 12 }),
    tests: fc.array(fc.tuple(fc.nat(11), fc.option(fc.nat(11))), { maxLength: 10 }),
    shuffle: fc.infiniteStream(fc.nat(1000)),
  })
  .map(({ reads, tags, tests, shuffle }) => {
    const models: Model[] = []
    for (const [i, before] of reads.entries()) {
      const parents = before.filter((j) => j < i).map((j) => models[j] as Model) // j < i: it exists
      models.push(model(`m${i}`, { reads: parents, tags: tags[i] ?? [] }))
    }
    const parts: (Model | DataTest)[] = [...models]
    for (const [n, [on, other]] of tests.entries()) {
      const first = models[on % models.length] as Model // there is at least one
      const second = other === null ? undefined : models[other % models.length]
      parts.push(
        genericTest(`check${n}`, first, null, { reads: second === undefined || second === first ? [] : [second] }),
      )
    }
    const weights = new Map(parts.map((part) => [part, shuffle.next().value as number]))
    return manifestOf(...parts.sort((a, b) => (weights.get(a) ?? 0) - (weights.get(b) ?? 0)))
  })

/** Some of the ids of a manifest's nodes. */
export function arbitrarySelection(manifest: Manifest): fc.Arbitrary<UniqueId[]> {
  return fc.subarray([...manifest.nodes.keys()])
}
