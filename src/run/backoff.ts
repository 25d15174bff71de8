import { hasCode, SQLSTATE } from './database-error.ts'

/** What may be tried again without harm: nothing was done, and the reason passes. */
const PASSING = [SQLSTATE.serializationFailure, SQLSTATE.deadlockDetected, SQLSTATE.lockNotAvailable] as const

export interface Patience {
  /** How often to try in all. */
  readonly attempts: number
  /** Before the second attempt, in milliseconds; doubles with each one after it. */
  readonly firstPause: number
  readonly longestPause: number
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

/**
 * Runs `attempt` again while it fails for a reason that passes (40001, 40P01, 55P03). Pauses grow, and differ from run
 * to run by `jitter` (0 to 1), so that two runs in each other's way do not stay so.
 */
export async function patiently<T>(
  patience: Patience,
  jitter: () => number,
  attempt: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries >= patience.attempts || !hasCode(error, ...PASSING)) throw error
      const pause = Math.min(patience.longestPause, patience.firstPause * 2 ** (tries - 1))
      await patience.sleep(pause * (0.5 + jitter() / 2), signal)
    }
  }
}
