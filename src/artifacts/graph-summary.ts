/**
 * `graph_summary.json`: which nodes there are and what reads them, by numbers, for those who draw or measure graphs. With
 * `build` a second time, as its order is then: what follows a node waits for the tests of that node.
 */
import type { JsonObject } from '../base/json.ts'
import type { Graph } from '../graph/graph.ts'

export function toGraphSummaryJson(
  invocationId: string,
  { linked, withTestEdges }: { readonly linked: Graph; readonly withTestEdges?: Graph },
): JsonObject {
  return {
    _invocation_id: invocationId,
    linked: summaryOf(linked),
    ...(withTestEdges === undefined ? {} : { with_test_edges: summaryOf(withTestEdges) }),
  }
}

/** Each node by its number; `succ` are the numbers of what reads it, left out where nothing does. */
function summaryOf({ resources, edges }: Graph): JsonObject {
  const numbers = new Map([...resources.keys()].map((id, number) => [id as string, number] as const))
  const entries = [...resources.values()].map((resource, number) => {
    const readers = edges.outNeighbors(resource.id).map((id) => numbers.get(id) ?? -1)
    const succ = readers.length === 0 ? {} : { succ: readers }
    return [String(number), { name: resource.id, type: resource.kind, ...succ }] as const
  })
  return Object.fromEntries(entries)
}
