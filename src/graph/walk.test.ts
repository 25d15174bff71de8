import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { UniqueId } from '../resources/ids.ts'
import { arbitraryManifest } from '../testing/arbitrary-manifest.ts'
import { manifestOf, model } from '../testing/manifest-builder.ts'
import { buildGraph, type Graph, parents } from './graph.ts'
import { ancestors, descendants } from './walk.ts'

const a = model('a')
const b = model('b', { reads: [a] })
const c = model('c', { reads: [b] })
const d = model('d', { reads: [a, c] })
const graph = buildGraph(manifestOf(a, b, c, d))

test('depth counts steps along the shortest way', () => {
  expect([...ancestors(graph, [d.id], 1)].sort()).toEqual([a.id, c.id])
  expect([...ancestors(graph, [d.id], 2)].sort()).toEqual([a.id, b.id, c.id])
  expect([...descendants(graph, [a.id], 1)].sort()).toEqual([b.id, d.id])
  expect([...descendants(graph, [a.id])].sort()).toEqual([b.id, c.id, d.id])
  expect(ancestors(graph, [d.id], 0).size).toBe(0)
})

test('a start is among the answers only when another start leads to it', () => {
  expect(ancestors(graph, [c.id]).has(c.id)).toBe(false)
  expect(ancestors(graph, [c.id, d.id]).has(c.id)).toBe(true)
})

test('ancestors are the parents and their ancestors', () => {
  const reference = (graph: Graph, id: UniqueId): Set<UniqueId> =>
    new Set(parents(graph, id).flatMap((parent) => [parent, ...reference(graph, parent)]))
  fc.assert(
    fc.property(arbitraryManifest, (manifest) => {
      const graph = buildGraph(manifest)
      for (const id of manifest.nodes.keys()) expect(ancestors(graph, [id])).toEqual(reference(graph, id))
    }),
  )
})

test('whoever is downstream of a node has that node upstream', () => {
  fc.assert(
    fc.property(arbitraryManifest, fc.integer({ min: 1, max: 4 }), (manifest, depth) => {
      const graph = buildGraph(manifest)
      for (const one of manifest.nodes.keys())
        for (const other of manifest.nodes.keys())
          expect(descendants(graph, [one], depth).has(other)).toBe(ancestors(graph, [other], depth).has(one))
    }),
  )
})
