import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { UniqueId } from '../resources/ids.ts'
import { arbitraryManifest } from '../testing/arbitrary-manifest.ts'
import { exposure, genericTest, manifestOf, model, source } from '../testing/manifest-builder.ts'
import { findCycles } from './cycles.ts'
import { buildGraph, dependenciesOf, type Graph, parents } from './graph.ts'
import { withTestEdges } from './test-edges.ts'
import { ancestors } from './walk.ts'

test('children of a model wait for its tests, their own children wait through them', () => {
  const a = model('a')
  const b = model('b', { reads: [a] })
  const c = model('c', { reads: [a, b] })
  const unique = genericTest('unique', a, 'id')
  const graph = withTestEdges(buildGraph(manifestOf(a, b, c, unique)))
  expect(parents(graph, b.id)).toEqual([a.id, unique.id])
  expect(parents(graph, c.id)).toEqual([a.id, b.id])
})

test('what reads a source waits for the tests of the source', () => {
  const raw = source('raw', 'orders')
  const stg = model('stg', { reads: [raw] })
  const fresh = genericTest('not_null', raw, 'id')
  expect(parents(withTestEdges(buildGraph(manifestOf(raw, stg, fresh))), stg.id)).toEqual([raw.id, fresh.id])
})

test('a test of two models holds back only what depends on both, so that it closes no cycle', () => {
  const orders = model('orders')
  const customers = model('customers', { reads: [orders] })
  const alone = model('alone', { reads: [orders] })
  const both = model('both', { reads: [orders, customers] })
  const relationships = genericTest('relationships', orders, 'customer_id', { reads: [customers] })
  const graph = withTestEdges(buildGraph(manifestOf(orders, customers, alone, both, relationships)))
  expect(parents(graph, customers.id)).toEqual([orders.id])
  expect(parents(graph, alone.id)).toEqual([orders.id])
  expect(parents(graph, both.id)).toEqual([orders.id, customers.id, relationships.id])
})

test('ways that meet only further down meet the test there', () => {
  const a = model('a')
  const b = model('b')
  const x = model('x', { reads: [a] })
  const y = model('y', { reads: [b] })
  const z = model('z', { reads: [x, y] })
  const equal = genericTest('equal', a, null, { reads: [b] })
  const graph = withTestEdges(buildGraph(manifestOf(a, b, x, y, z, equal)))
  expect(parents(graph, z.id)).toEqual([x.id, y.id, equal.id])
  expect(parents(graph, x.id)).toEqual([a.id])
})

test('exposures are not built, so they wait for no test', () => {
  const a = model('a')
  const report = exposure('report', { reads: [a] })
  expect(parents(withTestEdges(buildGraph(manifestOf(a, report, genericTest('unique', a, 'id')))), report.id)).toEqual([
    a.id,
  ])
})

test('exactly those nodes wait for a test that already depend on everything it reads', () => {
  const mustWait = (graph: Graph, check: UniqueId, id: UniqueId) => {
    const resource = graph.resources.get(check)
    const upstream = ancestors(graph, [id])
    return resource !== undefined && dependenciesOf(resource).every((read) => upstream.has(read))
  }
  fc.assert(
    fc.property(arbitraryManifest, (manifest) => {
      const graph = buildGraph(manifest)
      const waiting = withTestEdges(graph)
      expect(findCycles(waiting)).toEqual([])
      const nodes = [...manifest.nodes.values()]
      for (const { id } of nodes.filter((node) => node.kind !== 'test'))
        for (const check of nodes.filter((node) => node.kind === 'test'))
          expect(ancestors(waiting, [id]).has(check.id)).toBe(mustWait(graph, check.id, id))
    }),
  )
})
