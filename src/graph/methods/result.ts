import type { UniqueId } from '../../resources/ids.ts'
import type { Freshness } from '../../resources/previous-state.ts'
import { needsCurrentFreshness, needsState } from '../errors.ts'
import { type Method, textOf } from './method.ts'

/** By how an earlier run ended: `result:error`. */
export const result: Method = {
  matcher: (criterion, { previous, report }) => {
    const results = previous?.results
    if (!results) report(needsState(criterion, 'run_results.json'))
    return (resource) => results?.get(resource.id) === textOf(criterion)
  },
  values: (_criterion, { previous }) => previous?.results?.values() ?? [],
}

/** `source_status:fresher`: sources that were loaded since the earlier state, or that it did not know. */
export const sourceStatus: Method = {
  matcher: (criterion, { previous, report }) => {
    const { freshness, currentFreshness } = previous ?? {}
    if (!freshness) report(needsState(criterion, 'sources.json'))
    else if (!currentFreshness) report(needsCurrentFreshness(criterion))
    const wanted = textOf(criterion) === 'fresher'
    return (resource) => wanted && isFresher(resource.id, freshness ?? new Map(), currentFreshness ?? new Map())
  },
  values: () => ['fresher'],
}

function isFresher(id: UniqueId, before: Freshness, now: Freshness): boolean {
  const loaded = now.get(id) ?? null
  const earlier = before.get(id) ?? null
  return loaded !== null && (earlier === null || loaded > earlier)
}
