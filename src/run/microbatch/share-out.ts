import type { Connection } from '../connection.ts'
import type { Desks } from './desks.ts'

/**
 * Does something for each item, in order, on this connection and, where desks are free, on others at the same time.
 * `act` must not throw.
 */
export async function shareOut<T>(
  items: readonly T[],
  act: (item: T, connection: Connection) => Promise<void>,
  connection: Connection,
  open: (work: (connection: Connection) => Promise<void>) => Promise<void>,
  desks: Desks,
): Promise<void> {
  const queue = [...items]
  const helpers = new Set<Promise<void>>()
  const help = async (line: Connection): Promise<void> => {
    for (;;) {
      // Whoever waits for a session comes first.
      if (desks.isCrowded) return
      const item = queue.shift()
      if (item === undefined) return
      await act(item, line)
    }
  }
  for (;;) {
    while (queue.length > 1 && desks.isOneFree) {
      const helper: Promise<void> = desks
        .at(() => open(help))
        // Without a session there is no help: what it would have done is done here.
        .catch(() => undefined)
        .finally(() => helpers.delete(helper))
      helpers.add(helper)
      if (helpers.size >= queue.length) break
    }
    const item = queue.shift()
    if (item === undefined) break
    await act(item, connection)
  }
  await Promise.all(helpers)
}
