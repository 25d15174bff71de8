/** The files that a site is made of, of Assay or dbt; only the first must be there. */
export const ARTIFACT_FILES = [
  'manifest.json',
  'catalog.json',
  'last_results.json',
  'run_results.json',
  'sources.json',
  'freshness.json',
  'failing_rows.json',
  'leakage.json',
  'metrics.json',
  'training_sets.json',
  'assay.json',
] as const

export type ArtifactFileName = (typeof ARTIFACT_FILES)[number]
