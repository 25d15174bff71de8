/** What semantic models, metrics and saved queries have alike: identity and config. */
import type { JsonObject } from '../../base/json.ts'
import type { Location } from '../../base/position.ts'
import type { ConfigSection } from '../../project/project.ts'
import type { SemanticConfig } from '../../resources/config.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Metric, SavedQuery, SemanticModel, SemanticResource } from '../../resources/semantic.ts'
import { configPlace } from '../config/config-place.ts'
import { mergedConfig } from '../config/resolve-config.ts'
import { unrenderedConfig } from '../config/unrendered-config.ts'
import type { Parsing } from '../parsing.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'

export type SemanticModelDraft = Omit<SemanticModel, 'dependsOn' | 'nodeRelation'>
export type MetricDraft = Omit<Metric, 'dependsOn'>
export type SavedQueryDraft = Omit<SavedQuery, 'dependsOn'>

const SECTIONS = {
  semantic_model: 'semantic-models',
  metric: 'metrics',
  saved_query: 'saved-queries',
} as const satisfies Readonly<Record<SemanticResource['kind'], ConfigSection>>

/** Null after reporting what is wrong with the config. */
export function semanticParts<K extends SemanticResource['kind']>(
  kind: K,
  name: string,
  properties: JsonObject,
  entry: PropertyEntry,
  at: Location,
  parsing: Parsing,
) {
  const { package_ } = entry.home
  const fqn = [package_.name, ...entry.relativePath.split('/').slice(0, -1), name]
  const layers = { fqn, own: package_.settings, root: parsing.project.settings, properties, calls: [] }
  const what = `${kind.replace('_', ' ')} '${name}'`
  const shelf = kind === 'saved_query' ? parsing.shelves.savedQuery : parsing.shelves.semantic
  const section = SECTIONS[kind]
  const config: SemanticConfig | null = shelf.resolve(
    mergedConfig(section, layers),
    configPlace({ what: `the config of ${what}`, section, layers, entry, template: null, at }),
    parsing.report,
  )
  if (config === null) return null
  return {
    kind,
    id: uniqueId(kind, package_.name, name),
    name,
    package: package_.name,
    path: entry.relativePath,
    originalPath: entry.file,
    fqn,
    config,
    unrenderedConfig: unrenderedConfig(section, layers, undefined, null),
    group: config.group,
    createdAt: parsing.createdAt,
    at,
  } as const
}
