import type { RelationName } from '../../resources/relation.ts'
import type { Job, RunState } from '../job.ts'
import { besideName } from './names.ts'
import type { StoredKind } from './statements.ts'
import { swap } from './swap.ts'
import { whileLocked } from './while-locked.ts'

/**
 * The name under which a node's relation is built, beside the one that readers see. Where there is none yet it is the
 * live name itself: readers see nothing of it before the transaction ends.
 */
export function candidateOf(
  job: { readonly state: Pick<RunState, 'known' | 'run'> },
  live: RelationName,
): RelationName {
  if (job.state.known.kindOf(live.schema, live.identifier) === null) return live
  return { ...live, identifier: besideName(live.identifier ?? '', job.state.run, 'new') }
}

type Publishing = Pick<Job, 'state' | 'connection' | 'notice'>

/**
 * Shows a finished candidate to readers under its live name. Waits and tries again while others hold the locks. With
 * `last` the transaction ends with the swap.
 */
export async function publish(
  job: Publishing,
  live: RelationName,
  candidate: RelationName,
  kind: StoredKind,
  last: boolean,
): Promise<void> {
  if (candidate.identifier !== live.identifier) await replace(job, live, candidate, kind, last)
  job.state.known.add({ schema: live.schema ?? '', identifier: live.identifier ?? '', kind })
}

async function replace(
  job: Publishing,
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
  const { patience, jitter, signal } = state
  const wait = { connection, live, persistence: { patience, jitter, signal }, notice: job.notice }
  const { waiting } = await whileLocked(wait, () => swap(connection, step, (act) => state.turns.take(act)))
  if (waiting.length > 0 && liveKind !== null)
    state.retired.keep({ live, old, kind: liveKind, liveKind: kind }, waiting)
}
