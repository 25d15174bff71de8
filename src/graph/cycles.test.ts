import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type UniqueId, uniqueId } from '../resources/ids.ts'
import { arbitraryManifest } from '../testing/arbitrary-manifest.ts'
import { manifestOf, model } from '../testing/manifest-builder.ts'
import { findCycles } from './cycles.ts'
import { buildGraph } from './graph.ts'

const id = (name: string): UniqueId => uniqueId('model', 'shop', name)
const cyclesOf = (reads: Readonly<Record<string, string>>) =>
  findCycles(
    buildGraph(
      manifestOf(...Object.entries(reads).map(([name, from]) => model(name, { reads: from.split('').map(id) }))),
    ),
  )

test('a cycle is told in the direction of the data, in names and files, at the ref that closes it', () => {
  const a = model('a', { rawCode: "select *\nfrom {{ ref('c') }}", reads: [id('c')] })
  const b = model('b', { path: 'mid/b.sql', rawCode: "select * from {{ ref('a') }}", reads: [a] })
  const c = model('c', { rawCode: "select * from {{ ref('b') }}", reads: [b] })
  expect(findCycles(buildGraph(manifestOf(c, b, a)))).toEqual([
    {
      code: 'cycle',
      severity: 'error',
      message: 'cycle: a -> b -> c -> a (models/a.sql -> models/mid/b.sql -> models/c.sql -> models/a.sql)',
      hint: 'each is read by the next: take one of these refs out, or move what both need into a model of its own',
      at: { file: 'models/a.sql', line: 2, column: 9, source: "select *\nfrom {{ ref('c') }}" },
    },
  ])
})

test('a model that reads itself is told to use this', () => {
  const [first, ...others] = cyclesOf({ a: 'a', b: 'a' })
  expect(others).toEqual([])
  expect(first?.message).toBe("'a' reads itself: a -> a (models/a.sql)")
  expect(first?.hint).toBe('for the rows it held before this run, read {{ this }} instead of a ref to itself')
  expect(first?.at).toEqual({ file: 'models/a.sql', line: 1, column: 1 })
})

test('several cycles are reported together, also those that share a model', () => {
  const cycles = cyclesOf({ a: 'b', b: 'ac', c: 'b', x: 'z', y: 'x', z: 'y', free: 'a' })
  expect(cycles.map((cycle) => cycle.message.split(' (')[0])).toEqual([
    'cycle: a -> b -> a',
    'cycle: b -> c -> b',
    'cycle: x -> y -> z -> x',
  ])
})

test('of a long way round and a short one, the short one is told', () => {
  const cycles = cyclesOf({ a: 'd', b: 'a', c: 'b', d: 'ac' })
  expect(cycles.map((cycle) => cycle.message.split(' (')[0])).toEqual(['cycle: a -> d -> a'])
})

test('a graph in which children only read what was there before has no cycles', () => {
  fc.assert(fc.property(arbitraryManifest, (manifest) => findCycles(buildGraph(manifest)).length === 0))
})

test('one more edge, from a descendant back to its ancestor, is always found', () => {
  fc.assert(
    fc.property(arbitraryManifest, fc.nat(11), (manifest, n) => {
      const nodes = [...manifest.nodes.values()].filter((node) => node.kind === 'model')
      const closed = nodes[n % nodes.length]
      if (closed === undefined) return
      const first = model('first', { reads: [closed] })
      const last = { ...closed, dependsOn: { macros: [], nodes: [...closed.dependsOn.nodes, first.id] } }
      const cycles = findCycles(
        buildGraph({ ...manifest, nodes: new Map([...manifest.nodes, [first.id, first], [last.id, last]]) }),
      )
      expect(cycles.map((cycle) => cycle.code)).toEqual(['cycle'])
    }),
  )
})

test('cycles do not depend on the order of the manifest, and none are left once their edges are gone', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const name = fc.constantFrom(...names)
  fc.assert(
    fc.property(fc.array(fc.tuple(name, name), { maxLength: 12 }), (edges) => {
      const reading = (child: string) => edges.filter(([, to]) => to === child).map(([from]) => id(from))
      const models = names.map((child) => model(child, { reads: reading(child) }))
      const cycles = findCycles(buildGraph(manifestOf(...models)))
      expect(findCycles(buildGraph(manifestOf(...models.toReversed())))).toEqual(cycles)
      const told = new Set(
        cycles.flatMap(({ message }) => {
          const round = message.match(/\b(\w+ -> .*) \(/)?.[1]?.split(' -> ') ?? []
          return round.slice(1).map((child, i) => `${round[i]} ${child}`)
        }),
      )
      const mended = names.map((child) =>
        model(child, { reads: reading(child).filter((parent) => !told.has(`${parent.split('.')[2]} ${child}`)) }),
      )
      expect(findCycles(buildGraph(manifestOf(...mended)))).toEqual([])
    }),
  )
})
