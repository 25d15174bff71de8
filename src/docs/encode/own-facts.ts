import type { JsonObject } from '../../base/json.ts'
import type { Section } from '../site-data.ts'
import { featureViewSections } from './sections/feature-view.ts'
import { leakageSections } from './sections/leakage.ts'
import { entryOf, object, text } from './sections/loose.ts'
import { trainingSetSections, versionSections } from './sections/training-set.ts'
import type { SiteArtifacts } from './site-artifacts.ts'

/** What `assay.json` says of the columns of a resource, by name. */
export function lineageOf(artifacts: SiteArtifacts, id: string): JsonObject {
  return object(object(resourceOf(artifacts, id).lineage).columns)
}

/** What artifacts of our own say: features of a view, splits of a training set, the verdict on leakage. */
export function ownSections(artifacts: SiteArtifacts, id: string): readonly Section[] {
  const { feature_view: view, training_set: set, ...rest } = resourceOf(artifacts, id)
  const nameOf = (one: string): string => artifacts.manifest.nodes[one]?.name ?? one
  return [
    ...(view === undefined ? [] : featureViewSections(object(view), nameOf)),
    ...(set === undefined ? [] : trainingSetSections(object(set), nameOf)),
    ...versionSections(entryOf(artifacts.trainingSets?.training_sets, id)),
    ...leakageSections(leakageOf(artifacts, id)),
    // Of a newer Assay there may be sections that we do not know.
    ...Object.entries(rest)
      .filter(([name]) => !TOLD.has(name))
      .map(([name, data]): Section => ({ kind: 'data', title: name.replaceAll('_', ' '), data })),
  ]
}

/** `leak`, where an experiment on the code as it is found one. */
export function leakStatus(artifacts: SiteArtifacts, id: string): string {
  const { verdict, code_changed } = leakageOf(artifacts, id)
  return code_changed !== true && text(verdict) === 'leak' ? 'leak' : ''
}

function leakageOf({ leakage }: SiteArtifacts, id: string): JsonObject {
  return entryOf(leakage?.models, id)
}

/** Lineage stands beside the columns, and clocks are read from the config, so that dbt's artifacts have them too. */
const TOLD: ReadonlySet<string> = new Set(['lineage', 'clocks', 'code'])

function resourceOf({ assay }: SiteArtifacts, id: string): JsonObject {
  return entryOf(assay?.resources, id)
}
