import type { RelationName } from '../../resources/relation.ts'
import { isPassing, type Persistence, patiently } from '../backoff.ts'
import type { Connection } from '../connection.ts'
import { keptWaiting, lockedTooLong } from '../errors.ts'
import { lockHolders } from './lock-holders.ts'

export interface Wait {
  readonly connection: Connection
  readonly live: RelationName
  readonly persistence: Persistence
  /** Told who is in the way. */
  readonly notice: (message: string) => void
}

/** Tries again, patiently, what others' locks on `live` keep from being done, and says who they are. */
export async function whileLocked<T>(wait: Wait, attempt: () => Promise<T>): Promise<T> {
  const { connection, live, persistence, notice } = wait
  const onPause = async (_error: unknown, tries: number): Promise<void> => {
    if (NOTICED.has(tries)) notice(keptWaiting(live, await lockHolders(connection, live)))
  }
  try {
    return await patiently({ ...persistence, onPause }, attempt)
  } catch (error) {
    throw isPassing(error) ? lockedTooLong(live, await lockHolders(connection, live), error) : error
  }
}

/** The failures after which the user is told: soon, and then less and less often. */
const NOTICED: ReadonlySet<number> = new Set([2, 10, 50, 100])
