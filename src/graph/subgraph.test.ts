import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryManifest, arbitrarySelection } from '../testing/arbitrary-manifest.ts'
import { manifestOf, model } from '../testing/manifest-builder.ts'
import { buildGraph, parents } from './graph.ts'
import { subgraph } from './subgraph.ts'
import { withTestEdges } from './test-edges.ts'
import { ancestors } from './walk.ts'

const a = model('a')
const b = model('b', { reads: [a] })
const c = model('c', { reads: [b] })
const d = model('d', { reads: [c, a] })
const graph = buildGraph(manifestOf(a, b, c, d))

test('a way through a left-out node becomes an edge', () => {
  const part = subgraph(graph, [a.id, c.id])
  expect([...part.resources.keys()]).toEqual([a.id, c.id])
  expect(parents(part, c.id)).toEqual([a.id])
})

test('a way that another kept node stands on is not told twice, a direct edge is kept as it was', () => {
  const part = subgraph(graph, [d.id, b.id, a.id])
  expect(parents(part, b.id)).toEqual([a.id])
  expect([...parents(part, d.id)].sort()).toEqual([a.id, b.id])
})

test('a way round that only repeats what a direct parent brings is no edge', () => {
  const round = model('round', { reads: [a] })
  const e = model('e', { reads: [b, round] })
  const part = subgraph(buildGraph(manifestOf(a, b, round, e)), [a.id, b.id, e.id])
  expect(parents(part, e.id)).toEqual([b.id])
})

test('whatever is reachable between kept nodes stays reachable, and nothing else becomes so', () => {
  const withSelection = arbitraryManifest.chain((manifest) =>
    fc.record({ manifest: fc.constant(manifest), kept: arbitrarySelection(manifest), tests: fc.boolean() }),
  )
  fc.assert(
    fc.property(withSelection, ({ manifest, kept, tests }) => {
      const whole = tests ? withTestEdges(buildGraph(manifest)) : buildGraph(manifest)
      const part = subgraph(whole, kept)
      for (const id of kept) {
        const before = [...ancestors(whole, [id])].filter((other) => kept.includes(other))
        expect([...ancestors(part, [id])].sort()).toEqual(before.sort())
      }
    }),
  )
})
