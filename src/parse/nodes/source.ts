import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { Package } from '../../project/project.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Source } from '../../resources/source.ts'
import { isYamlMap, own, toJson, type YamlPath, type YamlValue } from '../../yaml/yaml-value.ts'
import { configPlace } from '../config/config-place.ts'
import { freshnessSchema } from '../config/config-schemas.ts'
import { reportNearKeys } from '../config/near-keys.ts'
import { mergedConfig } from '../config/resolve-config.ts'
import { unrenderedConfig } from '../config/unrendered-config.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry, type ValuePath, type Written } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { type SourceProperties, type SourceTableProperties, sourceSchema } from '../properties/schemas.ts'
import { columnsOf, quotingOf } from './node-parts.ts'

/** One entry of `sources:` and the tables it declares; empty after reporting what is wrong. */
export function readSources(entry: PropertyEntry, package_: Package, parsing: Parsing): readonly Source[] {
  const properties = checkEntry(
    sourceSchema,
    toJson(entry.rendered),
    `source '${String(entry.rendered.name)}'`,
    entry.locate,
    parsing.report,
  )
  if (properties === null) return []
  reportConfigSlips(`source '${properties.name}'`, ['config'], entry, parsing)
  return properties.tables.flatMap((table, index) => {
    reportConfigSlips(`source '${properties.name}.${table.name}'`, ['tables', index, 'config'], entry, parsing)
    const source = readTable(properties, table, index, entry, package_, parsing)
    return source === null ? [] : [source]
  })
}

/** Warns of keys that are nearly a known one: a clock that is misspelt would be none. */
function reportConfigSlips(what: string, path: YamlPath, entry: PropertyEntry, { report }: Parsing): void {
  const config = valueAt(entry.rendered, path)
  if (isYamlMap(config))
    reportNearKeys(Object.keys(config), 'sources', what, (key) => entry.locate([...path, key], 'key'), report)
}

function readTable(
  source: SourceProperties,
  table: SourceTableProperties,
  index: number,
  entry: PropertyEntry,
  package_: Package,
  parsing: Parsing,
): Source | null {
  const name = `${source.name}.${table.name}`
  const fqn = [package_.name, ...entry.relativePath.split('/').slice(0, -1), source.name, table.name]
  const layers = {
    fqn,
    own: package_.settings,
    root: parsing.project.settings,
    properties: tableConfig(source, table),
    calls: [],
  }
  const at = entry.locate(['tables', index, 'name'])
  const what = `the config of source '${name}'`
  const config = parsing.shelves.source.resolve(
    mergedConfig('sources', layers),
    (path) =>
      placeInSource(what, entry, index, path) ??
      configPlace({ what, section: 'sources', layers, entry: null, template: null, at })(path),
    parsing.report,
  )
  if (config === null) return null
  const quoting: JsonObject = { ...source.quoting, ...table.quoting }
  const database = source.database ?? parsing.invocation.target.database
  const schema = source.schema ?? source.name
  const identifier = table.identifier ?? table.name
  return {
    kind: 'source',
    id: uniqueId('source', package_.name, source.name, table.name),
    name: table.name,
    package: package_.name,
    path: entry.file,
    originalPath: entry.file,
    fqn,
    sourceName: source.name,
    sourceDescription: source.description,
    loader: source.loader,
    identifier,
    database,
    schema,
    relation: { database, schema, identifier, quoting: quotingOf(parsing, quoting) },
    quoting: { database: null, schema: null, identifier: null, column: null, ...quoting },
    loadedAtField: config.loaded_at_field,
    loadedAtQuery: config.loaded_at_query,
    freshness: config.freshness,
    external: table.external ?? null,
    description: table.description,
    docBlocks: [],
    columns: columnsOf(table.columns),
    meta: config.meta,
    sourceMeta: { ...source.meta, ...metaOf(source.config) },
    tags: [...new Set(config.tags)],
    config,
    patchPath: null,
    unrenderedConfig: unrenderedConfig(
      'sources',
      { ...layers, properties: asDbtKeepsIt(layers.properties) },
      undefined,
      null,
    ),
    unrenderedDatabase: textOf(entry.written.database),
    unrenderedSchema: textOf(entry.written.schema),
    createdAt: parsing.createdAt,
    at,
  }
}

/** The table's own word comes before its source's, and `config` before what stands beside it. */
function placeInSource(what: string, entry: PropertyEntry, index: number, path: ValuePath): Written | null {
  const holders: readonly YamlPath[] = [['tables', index, 'config'], ['tables', index], ['config'], []]
  const says = (given: YamlPath): boolean => valueAt(entry.rendered, given) !== undefined
  const holder =
    holders.find((one) => says([...one, ...path])) ?? holders.find((one) => says([...one, ...path.slice(0, 1)]))
  return holder === undefined ? null : { what, at: entry.locate([...holder, ...path]) }
}

function valueAt(value: YamlValue | undefined, path: YamlPath): YamlValue | undefined {
  return path.reduce<YamlValue | undefined>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)]
    return isYamlMap(at) ? own(at, String(step)) : undefined
  }, value)
}

/** dbt keeps what may be said of loading whether it is said or not. */
function asDbtKeepsIt({ freshness, ...config }: JsonObject): JsonObject {
  const own = { loaded_at_field: null, loaded_at_query: null, ...config }
  if (freshness === undefined) return own
  return { ...own, freshness: (freshnessSchema.nullable().safeParse(freshness).data ?? null) as Json }
}

/** What the source says of all its tables, with what the table says of itself over it. */
function tableConfig(source: SourceProperties, table: SourceTableProperties): JsonObject {
  const config: Record<string, Json> = { ...source.config, ...table.config, ...loading(source, table) }
  const layers = [source.freshness, source.config.freshness, table.freshness, table.config.freshness]
  const freshness = mergeFreshness(layers)
  if (freshness === undefined) delete config.freshness
  else config.freshness = freshness
  config.meta = { ...source.meta, ...metaOf(source.config), ...table.meta, ...metaOf(table.config) }
  config.tags = [...new Set([...source.tags, ...tagsOf(source.config), ...table.tags, ...tagsOf(table.config)])].sort()
  return config
}

/** Where freshness is read. A table that names a field, were it null, has nothing of its source's any more. */
function loading(source: SourceProperties, table: SourceTableProperties): JsonObject {
  const named = table.loaded_at_field !== undefined || typeof table.config.loaded_at_field === 'string'
  const field = named ? [table] : [table, source]
  const said: Record<string, Json> = {}
  for (const key of ['loaded_at_field', 'loaded_at_query'] as const) {
    const value = field.map((one) => one[key] ?? one.config[key]).find((one) => one !== undefined && one !== null)
    if (value !== undefined || named) said[key] = value ?? null
  }
  return said
}

/**
 * Later thresholds complete earlier ones; null switches freshness off, and a later threshold on again. Undefined when
 * nobody gives one.
 */
function mergeFreshness(layers: readonly (Json | undefined)[]): Json | undefined {
  let merged: Json | undefined
  for (const layer of layers) {
    if (layer === undefined) continue
    merged = isJsonObject(layer) && isJsonObject(merged) ? mergeThresholds(merged, layer) : layer
  }
  if (!isJsonObject(merged)) return merged
  const { warn_after: warn, error_after: error } = merged
  return isJsonObject(warn) || isJsonObject(error) ? merged : undefined
}

function mergeThresholds(base: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...base, ...over }
  for (const key of ['warn_after', 'error_after']) {
    const [before, after] = [base[key], over[key]]
    if (isJsonObject(before) && isJsonObject(after)) merged[key] = { ...before, ...after }
  }
  return merged
}

function metaOf(config: JsonObject): JsonObject {
  return isJsonObject(config.meta) ? config.meta : {}
}

function tagsOf(config: JsonObject): readonly string[] {
  const { tags } = config
  if (typeof tags === 'string') return [tags]
  return Array.isArray(tags) ? tags.map(String) : []
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
