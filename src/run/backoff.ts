import { asDatabaseError, hasCode, SQLSTATE } from './database-error.ts'

/** What may be tried again without harm: nothing was done, and the reason passes. */
const PASSING = [SQLSTATE.serializationFailure, SQLSTATE.deadlockDetected, SQLSTATE.lockNotAvailable] as const

/** True for a failure whose reason passes: a lock that somebody holds, a deadlock, a serialization failure. */
export function isPassing(error: unknown): boolean {
  return hasCode(error, ...PASSING) || sawVanishing(error)
}

/**
 * What PostgreSQL says where a relation was dropped between the moment a query of the catalog found it and the moment a
 * function (`pg_get_viewdef`) looked it up.
 */
function sawVanishing(thrown: unknown): boolean {
  const error = asDatabaseError(thrown)
  return error?.code === SQLSTATE.internalError && VANISHED.test(error.message)
}

const VANISHED = /^(?:could not open relation with OID|cache lookup failed for)/

export interface Patience {
  /** How often to try in all. */
  readonly attempts: number
  /** Before the second attempt, in milliseconds; doubles with each one after it. */
  readonly firstPause: number
  readonly longestPause: number
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

export interface Persistence {
  readonly patience: Patience
  /** A number from 0 to 1, another each time: two runs in each other's way do not stay so. */
  readonly jitter: () => number
  readonly signal: AbortSignal | undefined
  /** Told of each failure that is followed by a pause. */
  readonly onPause?: (error: unknown, attempt: number) => Promise<void>
}

/** Runs `attempt` again while it fails for a reason that passes (40001, 40P01, 55P03), after pauses that grow. */
export async function patiently<T>(
  { patience, jitter, signal, onPause }: Persistence,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries >= patience.attempts || !isPassing(error)) throw error
      await onPause?.(error, tries)
      const pause = Math.min(patience.longestPause, patience.firstPause * 2 ** (tries - 1))
      await patience.sleep(pause * (0.5 + jitter() / 2), signal)
    }
  }
}
