import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryManifest } from '../testing/arbitrary-manifest.ts'
import { manifestOf, model } from '../testing/manifest-builder.ts'
import { buildGraph, parents } from './graph.ts'
import { layers, topologicalOrder } from './order.ts'

test('what is ready at the same depth comes in the order of its ids', () => {
  const b = model('b')
  const a = model('a')
  const z = model('z', { reads: [b] })
  const y = model('y', { reads: [a, b] })
  const x = model('x', { reads: [z] })
  const graph = buildGraph(manifestOf(x, z, y, b, a))
  expect(layers(graph)).toEqual([[a.id, b.id], [y.id, z.id], [x.id]])
  expect(topologicalOrder(graph)).toEqual([a.id, b.id, y.id, z.id, x.id])
})

test('the order has every node once, after all its parents', () => {
  fc.assert(
    fc.property(arbitraryManifest, (manifest) => {
      const graph = buildGraph(manifest)
      const order = topologicalOrder(graph)
      expect([...order].sort()).toEqual([...graph.resources.keys()].sort())
      const place = new Map(order.map((id, index) => [id, index]))
      for (const id of order)
        for (const parent of parents(graph, id)) expect(place.get(parent)).toBeLessThan(place.get(id) ?? -1)
    }),
  )
})

test('the order does not depend on the order of the manifest', () => {
  fc.assert(
    fc.property(arbitraryManifest, (manifest) => {
      const reversed = { ...manifest, nodes: new Map([...manifest.nodes].reverse()) }
      expect(topologicalOrder(buildGraph(reversed))).toEqual(topologicalOrder(buildGraph(manifest)))
    }),
  )
})

test('a cycle is thrown as its diagnostic', () => {
  const graph = buildGraph(manifestOf(model('a', { reads: [model('b').id] }), model('b', { reads: [model('a').id] })))
  expect(() => topologicalOrder(graph)).toThrow('cycle: a -> b -> a (models/a.sql -> models/b.sql -> models/a.sql)')
})
