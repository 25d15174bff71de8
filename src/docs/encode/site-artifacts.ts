import type { CatalogArtifact, CatalogTable } from '../../artifacts/catalog/read-catalog.ts'
import type { ManifestArtifact } from '../../artifacts/manifest/read-manifest.ts'
import type { RunResultsArtifact } from '../../artifacts/run-results/read-run-results.ts'
import type { FreshnessArtifact, SourcesArtifact } from '../../artifacts/sources/read-sources.ts'
import type { JsonObject } from '../../base/json.ts'

/** What a site is made of; all but the manifest may be missing. */
export interface SiteArtifacts {
  readonly manifest: ManifestArtifact
  readonly catalog?: CatalogArtifact
  /** Several, the oldest first: the last word on a node counts. Those of commands that only compile are passed over. */
  readonly runResults: readonly RunResultsArtifact[]
  readonly sources?: SourcesArtifact
  /** The same of models, too. */
  readonly freshness?: FreshnessArtifact
  /** Those that are ours, as they are: a site without them is a site too. */
  readonly failingRows?: JsonObject
  readonly leakage?: JsonObject
  readonly metrics?: JsonObject
  readonly trainingSets?: JsonObject
  readonly assay?: JsonObject
}

/** The relation of the catalog that a node or source stands for. */
export function tableOf({ catalog }: SiteArtifacts, id: string): CatalogTable | undefined {
  return catalog?.nodes[id] ?? catalog?.sources[id]
}

/** `table`, where the catalog of PostgreSQL says `BASE TABLE`. */
export function relationType(table: CatalogTable | undefined): string {
  return (table?.metadata.type ?? '').toLowerCase().replace(/^base /, '')
}
