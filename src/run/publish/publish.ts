import type { RelationName } from '../../resources/relation.ts'
import { patiently } from '../backoff.ts'
import type { Job } from '../job.ts'
import { besideName } from './names.ts'
import { type StoredKind, swap } from './swap.ts'

/** The name under which a node's relation is built, beside the one that readers see. */
export function candidateOf(job: Job, live: RelationName): RelationName {
  return { ...live, identifier: besideName(live.identifier ?? '', job.state.run, 'new') }
}

/** Shows a finished candidate to readers under its live name. Waits and tries again while others hold the locks. */
export async function publish(job: Job, live: RelationName, candidate: RelationName, kind: StoredKind): Promise<void> {
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
  }
  const { waiting } = await patiently(state.patience, state.jitter, () => swap(connection, step), state.signal)
  if (waiting.length > 0 && liveKind !== null)
    state.retired.keep({ live, old, kind: liveKind, liveKind: kind }, waiting)
  state.known.add({ schema: live.schema ?? '', identifier: live.identifier ?? '', kind })
}
