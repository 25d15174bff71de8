import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { Package } from '../../project/project.ts'
import { uniqueId } from '../../resources/ids.ts'
import { QUOTE_ALL, type Quoting } from '../../resources/relation.ts'
import type { Source } from '../../resources/source.ts'
import { toJson } from '../../yaml/yaml-value.ts'
import { mergedConfig } from '../config/resolve-config.ts'
import { unrenderedConfig } from '../config/unrendered-config.ts'
import type { Parsing } from '../parsing.ts'
import { check } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { type SourceProperties, type SourceTableProperties, sourceSchema } from '../properties/schemas.ts'
import { columnsOf } from './node-parts.ts'

/** One entry of `sources:` and the tables it declares; empty after reporting what is wrong. */
export function readSources(entry: PropertyEntry, package_: Package, parsing: Parsing): readonly Source[] {
  const properties = check(
    sourceSchema,
    toJson(entry.rendered),
    `source '${String(entry.rendered.name)}'`,
    entry.locate,
    parsing.report,
  )
  if (properties === null) return []
  return properties.tables.flatMap((table, index) => {
    const source = readTable(properties, table, index, entry, package_, parsing)
    return source === null ? [] : [source]
  })
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
  const config = parsing.shelves.source.resolve(mergedConfig('sources', layers), `source '${name}'`, at, parsing.report)
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
    relation: { database, schema, identifier, quoting: quotingOf(quoting) },
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
      { ...layers, properties: { loaded_at_field: null, loaded_at_query: null, ...layers.properties } },
      undefined,
      null,
    ),
    unrenderedDatabase: textOf(entry.written.database),
    unrenderedSchema: textOf(entry.written.schema),
    createdAt: parsing.createdAt,
  }
}

/** What the source says of all its tables, with what the table says of itself over it. */
function tableConfig(source: SourceProperties, table: SourceTableProperties): JsonObject {
  const config: Record<string, Json> = { ...source.config, ...table.config }
  const freshness = mergeFreshness([source.freshness, source.config.freshness, table.freshness, table.config.freshness])
  if (freshness === undefined) delete config.freshness
  else config.freshness = freshness
  for (const key of ['loaded_at_field', 'loaded_at_query'] as const) {
    const value = table.config[key] ?? table[key] ?? source.config[key] ?? source[key]
    if (value !== undefined) config[key] = value
  }
  config.meta = { ...source.meta, ...metaOf(source.config), ...table.meta, ...metaOf(table.config) }
  config.tags = [...new Set([...source.tags, ...tagsOf(source.config), ...table.tags, ...tagsOf(table.config)])].sort()
  return config
}

/** Later thresholds complete earlier ones; null switches freshness off, whatever was said before. */
function mergeFreshness(layers: readonly (Json | undefined)[]): Json | undefined {
  let merged: Json | undefined
  for (const layer of layers) {
    if (layer === undefined) continue
    merged = isJsonObject(layer) && isJsonObject(merged) ? { ...merged, ...layer } : layer
  }
  return merged
}

function quotingOf(own: JsonObject): Quoting {
  const part = (key: keyof Quoting): boolean => (typeof own[key] === 'boolean' ? own[key] : QUOTE_ALL[key])
  return { database: part('database'), schema: part('schema'), identifier: part('identifier') }
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
