/** What models, seeds, snapshots, analyses, tests and hooks are made of alike. */
import type { JsonObject } from '../../base/json.ts'
import type { Location } from '../../base/position.ts'
import { RelationValue } from '../../context/relation-value.ts'
import { parseTemplate, type Template } from '../../jinja/template.ts'
import type { Package, SourceFile } from '../../project/project.ts'
import { behaves } from '../../resources/behavior.ts'
import type { Column, Constraint } from '../../resources/column.ts'
import type { CommonConfig, DocsConfig } from '../../resources/config.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Node } from '../../resources/node.ts'
import type { Quoting, RelationName } from '../../resources/relation.ts'
import { QUOTE_ALL } from '../../resources/relation.ts'
import { noSchema } from '../errors.ts'
import type { Parsing } from '../parsing.ts'
import type { ColumnProperties } from '../properties/schemas.ts'
import type { Reader } from '../read-template.ts'

/** A node before its refs are resolved: the macros it calls are known, the nodes it depends on are not. */
export type Draft<N extends Node = Node> = N extends Node
  ? Omit<N, 'dependsOn'> & { readonly macros: readonly UniqueId[] }
  : never

/** `[package, folder, …, name]` of a file below a resource folder. */
export function fqnOf(packageName: string, relativePath: string, name: string): readonly string[] {
  return [packageName, ...relativePath.split('/').slice(0, -1), name]
}

/** The file's name without its ending. */
export function stemOf(path: string): string {
  const base = path.slice(path.lastIndexOf('/') + 1)
  const dot = base.lastIndexOf('.')
  return dot === -1 ? base : base.slice(0, dot)
}

/** The code of a file: dbt's, without the white space around it. Its places are still those of the file. */
export function codeOf(file: SourceFile): { readonly template: Template; readonly rawCode: string } {
  const { text, label } = file
  const rawCode = text.trim()
  const start = text.length - text.trimStart().length
  return { template: parseTemplate(text, label, { span: { start, end: start + rawCode.length } }), rawCode }
}

/** A reader for a node whose config is not resolved yet: it goes by its own name, in the target's schema. */
export function readerOf(
  parsing: Parsing,
  kind: string,
  id: UniqueId,
  package_: Package,
  file: SourceFile,
  name: string,
  fqn: readonly string[],
): Reader {
  const { target, quoting } = parsing.invocation
  const self = RelationValue.create({ database: target.database, schema: target.schema, identifier: name, quoting })
  const describe = (): JsonObject => ({
    ...facts(kind, id, package_.name, file.relativePath, file.path, name, fqn),
    schema: target.schema,
    database: target.database,
    alias: name,
    raw_code: file.text.trim(),
    config: {},
    columns: {},
    tags: [],
    meta: {},
  })
  return { packageName: package_.name, fqn, self: kind === 'operation' ? null : self, describe }
}

function facts(
  kind: string,
  id: string,
  packageName: string,
  path: string,
  originalPath: string,
  name: string,
  fqn: readonly string[],
): JsonObject {
  return {
    resource_type: kind,
    unique_id: id,
    package_name: packageName,
    path,
    original_file_path: originalPath,
    name,
    fqn,
  }
}

/** Names the relation of a node through the project's naming macros; `at` is where one is told of that they left without a schema. */
export async function nameRelation(
  parsing: Parsing,
  packageName: string,
  config: CommonConfig,
  describe: () => JsonObject,
  at: Location,
): Promise<{ readonly database: string | null; readonly schema: string; readonly alias: string }> {
  const named = await parsing.namer.name({
    packageName,
    custom: { database: config.database, schema: config.schema, alias: config.alias },
    describe,
  })
  if (named.schema === null) {
    const strict = behaves(parsing.invocation.projectFlags ?? {}, 'require_valid_schema_from_generate_schema_name')
    parsing.report(noSchema(String(describe().name), strict, at))
  }
  return { ...named, schema: named.schema ?? '' }
}

/** The project's quoting with the node's own over it. */
export function quotingOf(parsing: Parsing, own: JsonObject): Quoting {
  const part = (key: keyof Quoting): boolean =>
    typeof own[key] === 'boolean' ? own[key] : (parsing.invocation.quoting[key] ?? QUOTE_ALL[key])
  return { database: part('database'), schema: part('schema'), identifier: part('identifier') }
}

export function relationName(
  parts: { readonly database: string | null; readonly schema: string; readonly alias: string },
  quoting: Quoting,
): RelationName {
  return { database: parts.database, schema: parts.schema, identifier: parts.alias, quoting }
}

/** `columns:` of a property file. Descriptions are rendered later, when all docs blocks are known. */
export function columnsOf(properties: readonly ColumnProperties[]): ReadonlyMap<string, Column> {
  const columns = new Map<string, Column>()
  for (const column of properties) {
    const { name, description, data_type, quote, constraints, tags, meta, config, ...rest } = column
    const configTags =
      typeof config.tags === 'string'
        ? [config.tags]
        : Array.isArray(config.tags)
          ? (config.tags as readonly string[])
          : []
    const allTags = [...new Set([...tags, ...configTags])]
    const allMeta = { ...meta, ...(config.meta as JsonObject | undefined) }
    const { data_tests: _tests, tests: _older, docs: _docs, ...extra } = rest as JsonObject
    columns.set(name, {
      name,
      description,
      data_type,
      quote,
      constraints: constraints as readonly Constraint[],
      tags: allTags,
      meta: allMeta,
      config: { ...config, meta: allMeta, tags: allTags },
      extra,
      docBlocks: [],
    })
  }
  return columns
}

/** The keys dbt still takes at the top of an entry although they are configs. */
export function propertyConfig(properties: JsonObject): JsonObject {
  const moved: Record<string, JsonObject[string]> = { ...(properties.config as JsonObject | undefined) }
  for (const key of ['meta', 'docs', 'group', 'contract', 'access']) {
    const value = properties[key]
    if (value !== undefined && value !== null && moved[key] === undefined) moved[key] = value
  }
  return moved
}

export const SHOWN: DocsConfig = { show: true, node_color: null }

export function patchPathOf(packageName: string, file: string): string {
  return `${packageName}://${file}`
}
