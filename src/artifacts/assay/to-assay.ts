import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { Lineage } from '../../lineage/lineage.ts'
import { CodeDigests } from '../../resources/code-digests.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Manifest } from '../../resources/manifest.ts'
import { parsed } from '../kept-entries.ts'
import { toLineageJson } from '../lineage/to-lineage.ts'
import type { Origin } from '../origin.ts'
import { ownMetadata } from '../own-metadata.ts'
import { clocksSection, entitySection, featureViewSection, trainingSetSection } from './declared-sections.ts'

/** What we know of resources that dbt's formats have no place for. */
export interface AssaySections {
  readonly manifest: Manifest
  /** Where it was traced: of all resources. */
  readonly lineage?: Lineage
  /** The file as it was: what it says of lineage is kept of what is still made by the same code. */
  readonly earlier?: string | null
}

/** What stands in `metadata.assay_schema_version`; it names a format and is never fetched. */
export const ASSAY_VERSION = 'assay/v1'

/** `assay.json`: by `unique_id`, each section under its name. */
export function toAssayJson(
  { manifest, lineage, earlier = null }: AssaySections,
  { origin }: { readonly origin: Origin },
): JsonObject {
  const sections = {
    entity: entitySection(manifest),
    clocks: clocksSection(manifest),
    feature_view: featureViewSection(manifest),
    training_set: trainingSetSection(manifest),
  }
  const resources: Record<string, JsonObject> = {}
  for (const [name, section] of Object.entries(sections))
    for (const [id, described] of Object.entries(section)) resources[id] = { ...resources[id], [name]: described }
  const digests = new CodeDigests(manifest)
  const traced = lineage === undefined ? keptLineage(earlier, digests) : toLineageJson(lineage)
  for (const [id, section] of Object.entries(traced))
    resources[id] = { ...resources[id], lineage: section, code: digests.of(id as UniqueId) } // they are ids of the manifest
  return {
    metadata: ownMetadata(ASSAY_VERSION, origin),
    resources,
  }
}

/** What an earlier file says of resources that are as they were; what cannot be read of it is forgotten. */
function keptLineage(earlier: string | null, digests: CodeDigests): Readonly<Record<string, Json>> {
  const artifact = parsed(earlier)
  const { metadata, resources } = isJsonObject(artifact) ? artifact : {}
  if (!isJsonObject(metadata) || metadata.assay_schema_version !== ASSAY_VERSION || !isJsonObject(resources)) return {}
  const kept: Record<string, Json> = {}
  for (const [id, one] of Object.entries(resources))
    if (isJsonObject(one) && one.lineage !== undefined && one.code === digests.of(id as UniqueId))
      kept[id] = one.lineage
  return kept
}
