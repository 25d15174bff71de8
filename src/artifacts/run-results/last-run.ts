import type { RunResultsArtifact } from './read-run-results.ts'

/** Commands whose results tell what became of nodes; after others, `success` says that one could be compiled, or cloned. */
const TELLING: ReadonlySet<unknown> = new Set(['build', 'run', 'test', 'seed', 'snapshot', 'retry', 'gate'])

export function tellsOfNodes({ which }: RunResultsArtifact['args']): boolean {
  return TELLING.has(which)
}

/**
 * What the last command that ran anything said: `run_results.json`, or, where one that only compiles has written over
 * it since, what `last_results.json` has of that run alone.
 */
export function resultsOfLastRun(
  latest: RunResultsArtifact | null,
  kept: RunResultsArtifact | null,
): RunResultsArtifact['results'] {
  if (latest !== null && tellsOfNodes(latest.args)) return latest.results
  const ids = new Set(kept?.of_last_run)
  return kept?.results.filter(({ unique_id: id }) => ids.has(id)) ?? []
}
