import type { RelationName } from '../../resources/relation.ts'
import { isPassing, patiently } from '../backoff.ts'
import { keptWaiting, lockedTooLong } from '../errors.ts'
import type { Job } from '../job.ts'
import { lockHolders } from './lock-holders.ts'
import { besideName } from './names.ts'
import type { StoredKind } from './statements.ts'
import { swap } from './swap.ts'

/** The name under which a node's relation is built, beside the one that readers see. */
export function candidateOf(job: Job, live: RelationName): RelationName {
  return { ...live, identifier: besideName(live.identifier ?? '', job.state.run, 'new') }
}

/**
 * Shows a finished candidate to readers under its live name. Waits and tries again while others hold the locks. With
 * `last` the transaction ends with the swap.
 */
export async function publish(
  job: Job,
  live: RelationName,
  candidate: RelationName,
  kind: StoredKind,
  last: boolean,
): Promise<void> {
  const { state, connection } = job
  const liveKind = state.known.kindOf(live.schema, live.identifier)
  const old = besideName(live.identifier ?? '', state.run, 'old')
  const step = {
    live,
    liveKind,
    candidate: candidate.identifier ?? '',
    candidateKind: kind,
    old,
    isPending: state.isPending,
    lockTimeout: state.lockTimeout,
    last,
  }
  const { waiting } = await whileLocked(job, live, () => swap(connection, step, (act) => state.turns.take(act)))
  if (waiting.length > 0 && liveKind !== null)
    state.retired.keep({ live, old, kind: liveKind, liveKind: kind }, waiting)
  state.known.add({ schema: live.schema ?? '', identifier: live.identifier ?? '', kind })
}

/** Tries again, patiently, what others' locks on `live` keep from being done, and says who they are. */
export async function whileLocked<T>(job: Job, live: RelationName, attempt: () => Promise<T>): Promise<T> {
  const { patience, jitter, signal } = job.state
  let holders: readonly string[] = []
  const onPause = async (_error: unknown, tries: number): Promise<void> => {
    if (!NOTICED.has(tries)) return
    holders = await lockHolders(job.connection, live)
    job.notice(keptWaiting(live, holders))
  }
  try {
    return await patiently({ patience, jitter, signal, onPause }, attempt)
  } catch (error) {
    throw isPassing(error) ? lockedTooLong(live, holders, error) : error
  }
}

/** The failures after which the user is told: soon, and then less and less often. */
const NOTICED: ReadonlySet<number> = new Set([2, 10, 50, 100])
