import type { Diagnostic } from '../base/diagnostic.ts'
import { type Location, locate } from '../base/position.ts'
import type { UniqueId } from '../resources/ids.ts'
import { cycle, readsItself } from './errors.ts'
import { children, compareIds, type Graph, type GraphResource, resourceOf } from './graph.ts'

/**
 * One error for every edge that closes a circle, with the shortest way round it; without those edges there is no
 * cycle left, so an analyst who mends them all is done.
 */
export function findCycles(graph: Graph): readonly Diagnostic[] {
  const rings = new Map<string, readonly UniqueId[]>()
  for (const [from, to] of closingEdges(graph)) {
    const ring = fromSmallest(shortestPath(graph, to, from))
    rings.set(ring.join(' '), ring)
  }
  const sorted = [...rings].sort(([a], [b]) => (a < b ? -1 : 1))
  return sorted.map(([, ring]) => {
    const members = ring.map((id) => resourceOf(graph, id))
    const [first, last] = [members[0], members.at(-1)]
    const at = refLocation(first, last)
    return first !== undefined && first === last ? readsItself(first, at) : cycle(members, at)
  })
}

/**
 * The edges that lead a depth-first walk back into its own path. Iterative: a chain of 10,000 models must not end the
 * stack.
 */
function closingEdges(graph: Graph): readonly (readonly [UniqueId, UniqueId])[] {
  const found: [UniqueId, UniqueId][] = []
  const done = new Set<UniqueId>()
  const onPath = new Set<UniqueId>()
  const enter = (id: UniqueId) => {
    onPath.add(id)
    return { id, rest: children(graph, id).toSorted(compareIds).values() }
  }
  for (const root of [...graph.resources.keys()].sort(compareIds)) {
    if (done.has(root)) continue
    const stack = [enter(root)]
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const child = top.rest.next().value
      if (child === undefined) {
        onPath.delete(top.id)
        done.add(top.id)
        stack.pop()
      } else if (onPath.has(child)) found.push([top.id, child])
      else if (!done.has(child)) stack.push(enter(child))
    }
  }
  return found
}

/** From `start` down to `end`, both included; the caller knows that there is a way. */
function shortestPath(graph: Graph, start: UniqueId, end: UniqueId): readonly UniqueId[] {
  const cameFrom = new Map<UniqueId, UniqueId>()
  const queue = [start]
  const seen = new Set(queue)
  for (const id of queue) {
    if (id === end) break
    for (const child of children(graph, id).toSorted(compareIds)) {
      if (seen.has(child)) continue
      seen.add(child)
      cameFrom.set(child, id)
      queue.push(child)
    }
  }
  const path = [end]
  for (let at = cameFrom.get(end); at !== undefined; at = cameFrom.get(at)) path.unshift(at)
  return path
}

/** The same ring, begun at its smallest id, so that it is told the same way wherever the walk met it. */
function fromSmallest(ring: readonly UniqueId[]): readonly UniqueId[] {
  const start = ring.indexOf(ring.toSorted(compareIds)[0] as UniqueId) // a ring has at least one member
  return [...ring.slice(start), ...ring.slice(0, start)]
}

/** Where `child` spells its ref to `parent`; the top of its file when the ref came from a macro. */
function refLocation(child: GraphResource | undefined, parent: GraphResource | undefined): Location | undefined {
  if (child === undefined || parent === undefined) return undefined
  if (!('refs' in child && 'template' in child)) return { file: child.originalPath, line: 1, column: 1 }
  const { file, source } = child.template
  const ref = child.refs.find((candidate) => candidate.name === parent.name && candidate.at !== undefined)
  return ref?.at === undefined ? { file, line: 1, column: 1 } : locate(source, ref.at.start, file)
}
