import type { UniqueId } from '../resources/ids.ts'
import { children, type Graph, parents } from './graph.ts'

/** Everything upstream of `ids`, at most `depth` steps away. A start is included only if another start reads it. */
export function ancestors(graph: Graph, ids: Iterable<UniqueId>, depth = Number.POSITIVE_INFINITY): Set<UniqueId> {
  return reach(ids, depth, (id) => parents(graph, id))
}

/** Everything downstream of `ids`, at most `depth` steps away. A start is included only if it reads another start. */
export function descendants(graph: Graph, ids: Iterable<UniqueId>, depth = Number.POSITIVE_INFINITY): Set<UniqueId> {
  return reach(ids, depth, (id) => children(graph, id))
}

/** Layer by layer, so that a node is met at its least distance and `depth` cuts no shorter way off. */
function reach(ids: Iterable<UniqueId>, depth: number, next: (id: UniqueId) => readonly UniqueId[]): Set<UniqueId> {
  const found = new Set<UniqueId>()
  let layer: Iterable<UniqueId> = ids
  for (let distance = 0; distance < depth; distance++) {
    const following: UniqueId[] = []
    for (const id of layer)
      for (const neighbour of next(id)) {
        if (found.has(neighbour)) continue
        found.add(neighbour)
        following.push(neighbour)
      }
    if (following.length === 0) break
    layer = following
  }
  return found
}
