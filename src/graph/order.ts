import { AssayError } from '../base/diagnostic.ts'
import type { UniqueId } from '../resources/ids.ts'
import { findCycles } from './cycles.ts'
import { children, compareIds, type Graph } from './graph.ts'

/**
 * Parents before children; among what is ready at the same depth, by id. The same graph always gives the same order.
 * Throws the cycles when there are any.
 */
export function topologicalOrder(graph: Graph): readonly UniqueId[] {
  return layers(graph).flat()
}

/** The order in steps: each layer holds what needs nothing but earlier layers, and could run at once. */
export function layers(graph: Graph): readonly (readonly UniqueId[])[] {
  const waiting = new Map<UniqueId, number>()
  let layer: UniqueId[] = []
  for (const id of graph.resources.keys()) {
    const degree = graph.edges.inDegree(id)
    if (degree === 0) layer.push(id)
    else waiting.set(id, degree)
  }
  const found: UniqueId[][] = []
  while (layer.length > 0) {
    found.push(layer.sort(compareIds))
    const ready: UniqueId[] = []
    for (const id of layer)
      for (const child of children(graph, id)) {
        const left = (waiting.get(child) ?? 0) - 1
        if (left > 0) waiting.set(child, left)
        else if (waiting.delete(child)) ready.push(child)
      }
    layer = ready
  }
  const [first, ...more] = waiting.size === 0 ? [] : findCycles(graph)
  if (first !== undefined) throw new AssayError(first, ...more)
  return found
}
