import { isJsonObject, type JsonObject } from '../../base/json.ts'
import type { Section } from '../site-data.ts'
import type { SiteArtifacts } from './site-artifacts.ts'

/** What `assay.json` says of the columns of a resource, by name. */
export function lineageOf(artifacts: SiteArtifacts, id: string): JsonObject {
  const { lineage } = resourceOf(artifacts, id)
  return isJsonObject(lineage) && isJsonObject(lineage.columns) ? lineage.columns : {}
}

/** All else it says: features of a view, splits of a training set, the verdict on leakage; each under its own heading. */
export function ownSections(artifacts: SiteArtifacts, id: string): readonly Section[] {
  return Object.entries(resourceOf(artifacts, id))
    .filter(([name]) => !TOLD.has(name))
    .map(([name, data]) => ({ kind: 'data', title: name.replaceAll('_', ' '), data }))
}

/** Lineage stands beside the columns, and clocks are read from the config, so that dbt's artifacts have them too. */
const TOLD: ReadonlySet<string> = new Set(['lineage', 'clocks', 'code'])

function resourceOf({ assay }: SiteArtifacts, id: string): JsonObject {
  const resources = assay?.resources
  const found = isJsonObject(resources) ? resources[id] : undefined
  return isJsonObject(found) ? found : {}
}
