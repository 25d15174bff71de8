import type { UniqueId } from '../resources/ids.ts'
import { type BitSet, emptySet, insert, intersect, takeFirst, unite } from './bit-set.ts'
import { children, compareIds, dependenciesOf, type Graph, graphOf } from './graph.ts'
import { topologicalOrder } from './order.ts'

/**
 * The graph of `build`: nothing is built on data whose tests have not run. As in dbt, a node waits for a test if all
 * that the test reads lies upstream of the node; so a test of several models makes nothing wait that does not
 * already depend on all of them, and no cycle can come of it. Only the first node on each way gets the edge, what
 * follows waits through it. A model waits for its unit tests. Throws when the graph has a cycle.
 */
export function withTestEdges(graph: Graph): Graph {
  const edges: [UniqueId, UniqueId][] = []
  graph.edges.forEachDirectedEdge((_edge, _attributes, parent, child) => {
    edges.push([parent as UniqueId, child as UniqueId]) // only ids are ever added
  })
  const downstream = downstreamOf(graph)
  const firstByParents = new Map<string, readonly UniqueId[]>()
  for (const resource of graph.resources.values()) {
    if (resource.kind !== 'test') continue
    const read = dependenciesOf(resource).filter((id) => graph.resources.has(id))
    const key = read.toSorted(compareIds).join(' ')
    const first = firstByParents.get(key) ?? firstCommon(downstream, read)
    firstByParents.set(key, first)
    for (const id of first) edges.push([resource.id, id])
  }
  return graphOf(graph.manifest, graph.resources, beforeTheirModels(graph, edges))
}

/**
 * Unit tests come before their models: each waits for what its model waits for (what is built by then tells the types of
 * its rows), and its model waits for it.
 */
function beforeTheirModels(
  { manifest }: Graph,
  edges: readonly (readonly [UniqueId, UniqueId])[],
): readonly (readonly [UniqueId, UniqueId])[] {
  if (manifest.unitTests.size === 0) return edges
  const testsOf = new Map<UniqueId, UniqueId[]>()
  for (const { id, dependsOn } of manifest.unitTests.values())
    for (const model of dependsOn.nodes) testsOf.set(model, [...(testsOf.get(model) ?? []), id])
  return edges.flatMap((edge): readonly (readonly [UniqueId, UniqueId])[] => {
    const [parent, child] = edge
    if (manifest.unitTests.has(child)) return [[child, parent]]
    return [edge, ...(testsOf.get(child) ?? []).map((id) => [parent, id] as const)]
  })
}

/**
 * For each node that is no test, the built nodes downstream of it, numbered in topological order. 10,000 models take
 * 12.5 MB; walking the graph for every test instead is quadratic in a deep project full of relationship tests.
 */
interface Downstream {
  readonly built: readonly UniqueId[]
  readonly sets: ReadonlyMap<UniqueId, BitSet>
}

function downstreamOf(graph: Graph): Downstream {
  const order = topologicalOrder(graph).filter((id) => graph.resources.get(id)?.kind !== 'test')
  const built = order.filter((id) => graph.manifest.nodes.has(id))
  const numbers = new Map(built.map((id, number) => [id, number]))
  const sets = new Map<UniqueId, BitSet>()
  for (const id of order.toReversed()) {
    const own = emptySet(built.length)
    for (const child of children(graph, id)) {
      const number = numbers.get(child)
      const further = sets.get(child)
      if (number === undefined || further === undefined) continue
      insert(own, number)
      unite(own, further)
    }
    sets.set(id, own)
  }
  return { built, sets }
}

/** The built nodes downstream of all `ids` that have no such node upstream. */
function firstCommon({ built, sets }: Downstream, ids: readonly UniqueId[]): readonly UniqueId[] {
  const setOf = (id: UniqueId | undefined) => (id === undefined ? undefined : sets.get(id)) ?? emptySet(built.length)
  const [start, ...more] = ids
  const common = setOf(start).slice()
  for (const id of more) intersect(common, setOf(id))
  const first = takeFirst(common, (number) => setOf(built[number]))
  return first.map((number) => built[number] as UniqueId) // the numbers come from it
}
