import { children, type Graph, parents } from '../graph/graph.ts'
import { layers } from '../graph/order.ts'
import type { UniqueId } from '../resources/ids.ts'

export interface Schedule {
  readonly graph: Graph
  /** How many nodes may be under way at once. */
  readonly threads: number
  /** Does one node's work; false means that what depends on it must not run. */
  readonly work: (id: UniqueId, threadId: string) => Promise<boolean>
  /** Told of a node that does not run because of another. */
  readonly skip: (id: UniqueId, because: UniqueId) => void
  /** Asked before each start; once true, nothing more is started. */
  readonly stopped: () => boolean
}

/**
 * Runs the nodes of a graph, each as soon as its parents are done, several at once. Nodes that become ready together
 * start in the order of the graph, so that a run is repeatable as far as its threads allow.
 */
export async function schedule({ graph, threads, work, skip, stopped }: Schedule): Promise<void> {
  const rank = new Map(
    layers(graph)
      .flat()
      .map((id, index) => [id, index] as const),
  )
  const waitingFor = new Map<UniqueId, number>()
  const blockedBy = new Map<UniqueId, UniqueId>()
  const ready: UniqueId[] = []
  for (const id of rank.keys()) {
    const degree = parents(graph, id).length
    waitingFor.set(id, degree)
    if (degree === 0) ready.push(id)
  }

  const settle = (id: UniqueId, fine: boolean): void => {
    const released: UniqueId[] = []
    for (const child of children(graph, id)) {
      if (!fine && !blockedBy.has(child)) blockedBy.set(child, blockedBy.get(id) ?? id)
      const left = (waitingFor.get(child) ?? 0) - 1
      waitingFor.set(child, left)
      if (left === 0) released.push(child)
    }
    for (const child of released.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))) {
      const because = blockedBy.get(child)
      if (because === undefined) insert(ready, child, rank)
      else {
        skip(child, because)
        settle(child, false)
      }
    }
  }

  await new Promise<void>((resolve, reject) => {
    const free = Array.from({ length: threads }, (_, n) => `Thread-${n + 1}`).reverse()
    let under = 0
    const start = (): void => {
      while (free.length > 0 && ready.length > 0 && !stopped()) {
        const id = ready.shift() as UniqueId
        const thread = free.pop() as string
        under++
        work(id, thread).then((fine) => {
          under--
          free.push(thread)
          settle(id, fine)
          start()
        }, reject)
      }
      if (under === 0) resolve()
    }
    start()
  })
}

/** Keeps `ready` in the order of the graph. */
function insert(ready: UniqueId[], id: UniqueId, rank: ReadonlyMap<UniqueId, number>): void {
  const place = rank.get(id) ?? 0
  let at = ready.length
  while (at > 0 && (rank.get(ready[at - 1] as UniqueId) ?? 0) > place) at--
  ready.splice(at, 0, id)
}
