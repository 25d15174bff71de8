import type { JsonObject } from '../../base/json.ts'
import type { Lineage } from '../../lineage/lineage.ts'
import { toLineageJson } from '../lineage/to-lineage.ts'
import type { Origin } from '../origin.ts'
import { timestamp } from '../timestamp.ts'

/** What we know of resources that dbt's formats have no place for. */
export interface AssaySections {
  readonly lineage: Lineage
}

/** `assay.json`, version 1: by `unique_id`, each section under its name. */
export function toAssayJson({ lineage }: AssaySections, { origin }: { readonly origin: Origin }): JsonObject {
  const sections = { lineage: toLineageJson(lineage) }
  const resources: Record<string, JsonObject> = {}
  for (const [name, section] of Object.entries(sections))
    for (const [id, described] of Object.entries(section)) resources[id] = { ...resources[id], [name]: described }
  return {
    metadata: {
      assay_schema_version: 1,
      generated_at: timestamp(origin.generatedAt),
      invocation_id: origin.invocationId,
    },
    resources,
  }
}
