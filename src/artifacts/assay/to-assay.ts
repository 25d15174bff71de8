import type { JsonObject } from '../../base/json.ts'
import type { Lineage } from '../../lineage/lineage.ts'
import type { Manifest } from '../../resources/manifest.ts'
import { toLineageJson } from '../lineage/to-lineage.ts'
import type { Origin } from '../origin.ts'
import { ownMetadata } from '../own-metadata.ts'
import { clocksSection, entitySection, featureViewSection, trainingSetSection } from './declared-sections.ts'

/** What we know of resources that dbt's formats have no place for. */
export interface AssaySections {
  readonly manifest: Manifest
  /** Where it was traced. */
  readonly lineage?: Lineage
}

/** What stands in `metadata.assay_schema_version`; it names a format and is never fetched. */
export const ASSAY_VERSION = 'assay/v1'

/** `assay.json`: by `unique_id`, each section under its name. */
export function toAssayJson({ manifest, lineage }: AssaySections, { origin }: { readonly origin: Origin }): JsonObject {
  const sections = {
    entity: entitySection(manifest),
    clocks: clocksSection(manifest),
    feature_view: featureViewSection(manifest),
    training_set: trainingSetSection(manifest),
    lineage: lineage === undefined ? {} : toLineageJson(lineage),
  }
  const resources: Record<string, JsonObject> = {}
  for (const [name, section] of Object.entries(sections))
    for (const [id, described] of Object.entries(section)) resources[id] = { ...resources[id], [name]: described }
  return {
    metadata: ownMetadata(ASSAY_VERSION, origin),
    resources,
  }
}
