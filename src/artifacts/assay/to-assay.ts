import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { ModelVerdict } from '../../features/leakage/leakage.ts'
import type { Lineage } from '../../lineage/lineage.ts'
import { CodeDigests } from '../../resources/code-digests.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Manifest } from '../../resources/manifest.ts'
import { toLineageJson } from '../lineage/to-lineage.ts'
import type { Origin } from '../origin.ts'
import { timestamp } from '../timestamp.ts'
import { clocksSection, entitySection, featureViewSection, trainingSetSection } from './declared-sections.ts'
import { describeVerdict } from './describe-leakage.ts'

/** What we know of resources that dbt's formats have no place for. */
export interface AssaySections {
  readonly manifest: Manifest
  /** Where it was traced: of all resources. */
  readonly lineage?: Lineage
  /** Where it was tried: of some models. */
  readonly leakage?: readonly ModelVerdict[]
  /** The file as it was: what it says of lineage and leakage is kept of what is still made by the same code. */
  readonly earlier?: string | null
}

/** What stands in `metadata.assay_schema_version`; it names a format and is never fetched. */
export const ASSAY_VERSION = 'assay/v1'

/** `assay.json`: by `unique_id`, each section under its name. */
export function toAssayJson(
  { manifest, lineage, leakage = [], earlier = null }: AssaySections,
  { origin }: { readonly origin: Origin },
): JsonObject {
  const at = timestamp(origin.generatedAt)
  const found = new Map(leakage.map((verdict) => [verdict.id as string, { ...describeVerdict(verdict), tried_at: at }]))
  const sections = {
    entity: entitySection(manifest),
    clocks: clocksSection(manifest),
    feature_view: featureViewSection(manifest),
    training_set: trainingSetSection(manifest),
  }
  const resources: Record<string, JsonObject> = {}
  for (const [name, section] of Object.entries(sections))
    for (const [id, described] of Object.entries(section)) resources[id] = { ...resources[id], [name]: described }
  const kept = keptSections(earlier, manifest)
  const traced = lineage === undefined ? sectionsOf(kept, 'lineage') : toLineageJson(lineage)
  const tried = { ...sectionsOf(kept, 'leakage'), ...Object.fromEntries(found) }
  const digests = new CodeDigests(manifest)
  for (const id of new Set([...Object.keys(traced), ...Object.keys(tried)])) {
    resources[id] = {
      ...resources[id],
      ...(traced[id] === undefined ? {} : { lineage: traced[id] }),
      ...(tried[id] === undefined ? {} : { leakage: tried[id] }),
      code: digests.of(id as UniqueId), // they are ids of the manifest
    }
  }
  return {
    metadata: {
      assay_schema_version: ASSAY_VERSION,
      generated_at: at,
      invocation_id: origin.invocationId,
    },
    resources,
  }
}

/** Of an earlier file what was found out of resources that are as they were; what cannot be read of it is forgotten. */
function keptSections(earlier: string | null, manifest: Manifest): ReadonlyMap<string, JsonObject> {
  const artifact = parsed(earlier)
  const { metadata, resources } = isJsonObject(artifact) ? artifact : {}
  if (!isJsonObject(metadata) || metadata.assay_schema_version !== ASSAY_VERSION || !isJsonObject(resources))
    return new Map()
  const digests = new CodeDigests(manifest)
  return new Map(
    Object.entries(resources).flatMap(([id, one]) =>
      isJsonObject(one) && one.code !== undefined && one.code === digests.of(id as UniqueId) ? [[id, one]] : [],
    ),
  )
}

function sectionsOf(resources: ReadonlyMap<string, JsonObject>, name: string): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(
    [...resources].flatMap(([id, { [name]: section }]) => (isJsonObject(section) ? [[id, section]] : [])),
  )
}

function parsed(text: string | null): Json {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
