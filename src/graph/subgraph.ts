import type { UniqueId } from '../resources/ids.ts'
import { type BitSet, emptySet, insert, subtract, takeFirst, unite } from './bit-set.ts'
import { children, type Graph, graphOf, parents, resourceOf } from './graph.ts'
import { topologicalOrder } from './order.ts'
import { ancestors } from './walk.ts'

/**
 * The part of `graph` that `ids` are, for running them: ways through left-out nodes become edges, so that what was
 * selected still waits for whatever it depends on. Ids outside the graph are ignored. Throws on a cycle.
 */
export function subgraph(graph: Graph, ids: Iterable<UniqueId>): Graph {
  const kept = new Set<UniqueId>()
  for (const id of ids) if (graph.resources.has(id)) kept.add(id)
  const edges: [UniqueId, UniqueId][] = []
  for (const id of kept) for (const parent of parents(graph, id)) if (kept.has(parent)) edges.push([parent, id])
  const resources = new Map([...kept].map((id) => [id, resourceOf(graph, id)]))
  return graphOf(graph.manifest, resources, [...edges, ...bridges(graph, kept)])
}

/**
 * Edges for the ways that pass through left-out nodes, as few as keep what is reachable: all pairs would be quadratic
 * (a tenth of 10,000 models in a deep project: 11 s instead of 0.1 s).
 */
function bridges(graph: Graph, kept: ReadonlySet<UniqueId>): readonly (readonly [UniqueId, UniqueId])[] {
  const between = new Set([...ancestors(graph, kept)].filter((id) => !kept.has(id)))
  if (between.size === 0) return []
  const order = topologicalOrder(graph).filter((id) => kept.has(id) || between.has(id))
  const banks = order
    .filter((id) => kept.has(id) && children(graph, id).some((child) => between.has(child)))
    .toReversed()
  const numbers = new Map(banks.map((id, number) => [id, number]))
  const upstream = new Map<UniqueId, BitSet>()
  const found: [UniqueId, UniqueId][] = []
  for (const id of order) {
    const direct = emptySet(banks.length)
    const through = emptySet(banks.length)
    for (const parent of parents(graph, id)) {
      const side = kept.has(parent) ? direct : through
      unite(side, upstream.get(parent) ?? emptySet(banks.length))
      const number = numbers.get(parent)
      if (number !== undefined) insert(side, number)
    }
    const all = direct.slice()
    unite(all, through)
    upstream.set(id, all)
    if (!kept.has(id)) continue
    subtract(through, direct)
    // Numbers fall towards the sources, so the first ones are the nearest.
    const beyond = (number: number) => upstream.get(banks[number] as UniqueId) ?? emptySet(banks.length)
    for (const number of takeFirst(through, beyond)) found.push([banks[number] as UniqueId, id]) // numbered from it
  }
  return found
}
