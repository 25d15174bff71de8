/**
 * Resources in dbt's words: the one JSON form of a node, source, exposure, macro …, with three readers:
 * `manifest.json`, the template variable `graph`, and the template variable `model`.
 * Field names and order follow dbt's manifest v12.
 */
import { assertNever } from '../base/assert-never.ts'
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'
import { toJson } from '../yaml/yaml-value.ts'
import type { Column, Constraint } from './column.ts'
import { contractChecksum } from './contract-checksum.ts'
import { describeConfig } from './describe-config.ts'
import { describeRef } from './describe-ref.ts'
import type { Doc } from './doc.ts'
import type { Exposure, Owner } from './exposure.ts'
import type { FunctionArgument } from './function.ts'
import type { Group } from './group.ts'
import type { Macro } from './macro.ts'
import type { DependsOn, Model, Node, Resource, TemplateNode, UserFunction } from './node.ts'
import type { SourceRef } from './ref.ts'
import { type RelationName, writeRelation } from './relation.ts'
import type { Source } from './source.ts'
import type { Fixture, UnitTest } from './unit-test.ts'

export type ForeignKeys = ReadonlyMap<string, string>

/** What compiling and running made of a node. Paths are those of the files it was written to, if it was. */
export interface Made {
  readonly code: string | null
  /** The ephemeral models inside, in the order they stand in. */
  readonly ctes: readonly { readonly id: string; readonly sql: string }[]
  readonly compiledPath: string | null
  readonly buildPath: string | null
  /** Of a function, the bodies of its overloads. */
  readonly overloadCode?: readonly string[]
  /** The relations that its foreign keys point to, by what was written: `ref('orders')`. */
  readonly foreignKeys?: ForeignKeys
  /** Of a hook that ran: its place among those of its time, from 1. */
  readonly place?: number
}

const NOTHING_MADE: Made = { code: null, ctes: [], compiledPath: null, buildPath: null }

export function describeNode(node: Node, made: Made = NOTHING_MADE): JsonObject {
  const common = {
    database: node.database,
    schema: node.schema,
    ...place(node, node.kind),
    fqn: node.fqn,
    alias: node.alias,
    checksum: { name: node.checksum.name, checksum: node.checksum.checksum },
    config: describeConfig(node.kind, node.config),
    tags: node.tags,
    description: node.description,
    columns: describeColumns(node.columns, made.foreignKeys),
    meta: node.meta,
    group: node.group,
    docs: asJson(node.kind === 'test' ? { show: true, node_color: null } : node.config.docs),
    patch_path: node.patchPath,
    build_path: made.buildPath,
    unrendered_config: node.unrenderedConfig,
    created_at: node.createdAt,
    relation_name: relationText(storedRelation(node)),
    raw_code: node.rawCode,
    doc_blocks: node.docBlocks,
  }
  switch (node.kind) {
    case 'model':
      return Object.assign(common, code(node, made), modelFields(node, made))
    case 'seed':
      return { ...common, root_path: node.rootPath, depends_on: { macros: node.dependsOn.macros } }
    case 'test':
      return Object.assign(common, code(node, made), genericFields(node.generic))
    case 'operation':
      return { ...common, ...code(node, made), index: made.place ?? node.index }
    case 'function':
      return { ...common, ...code(node, made), ...functionFields(node, made) }
    case 'snapshot':
    case 'analysis':
      return { ...common, ...code(node, made) }
    default:
      return assertNever(node)
  }
}

export function describeSource(source: Source): JsonObject {
  return {
    database: source.database,
    schema: source.schema,
    ...place(source, 'source'),
    fqn: source.fqn,
    source_name: source.sourceName,
    source_description: source.sourceDescription,
    loader: source.loader,
    identifier: source.identifier,
    quoting: source.quoting,
    loaded_at_field: source.loadedAtField,
    loaded_at_query: source.loadedAtQuery,
    freshness: asJson(source.freshness),
    external: describeExternal(source.external),
    description: source.description,
    columns: describeColumns(source.columns),
    meta: source.meta,
    source_meta: source.sourceMeta,
    tags: source.tags,
    config: describeConfig('source', source.config),
    patch_path: source.patchPath,
    unrendered_config: source.unrenderedConfig,
    relation_name: writeRelation(source.relation),
    created_at: source.createdAt,
    unrendered_database: source.unrenderedDatabase,
    unrendered_schema: source.unrenderedSchema,
    doc_blocks: source.docBlocks,
  }
}

export function describeExposure(exposure: Exposure): JsonObject {
  return {
    ...place(exposure, 'exposure'),
    fqn: exposure.fqn,
    type: exposure.type,
    owner: describeOwner(exposure.owner),
    description: exposure.description,
    label: exposure.label,
    maturity: exposure.maturity,
    meta: exposure.meta,
    tags: exposure.tags,
    config: describeConfig('exposure', exposure.config),
    unrendered_config: exposure.unrenderedConfig,
    url: exposure.url,
    depends_on: describeDependsOn(exposure.dependsOn),
    refs: exposure.refs.map(describeRef),
    sources: exposure.sources.map(describeSourceRef),
    metrics: exposure.metrics,
    created_at: exposure.createdAt,
  }
}

export function describeUnitTest(test: UnitTest): JsonObject {
  const { overrides, versions } = test
  return {
    model: test.model,
    given: test.given.map((given) => ({ input: given.input, ...describeFixture(given) })),
    expect: describeFixture(test.expect),
    ...place(test, 'unit_test'),
    fqn: test.fqn,
    description: test.description,
    overrides:
      overrides === null
        ? null
        : {
            macros: toJson(overrides.macros),
            vars: toJson(overrides.vars),
            env_vars: toJson(overrides.env_vars),
          },
    depends_on: describeDependsOn(test.dependsOn),
    config: describeConfig('unit_test', test.config),
    checksum: test.checksum,
    schema: test.schema,
    created_at: test.createdAt,
    versions: versions === null ? null : { include: versions.include, exclude: versions.exclude },
    version: test.version,
  }
}

function describeFixture({ rows, format, fixture }: Fixture): JsonObject {
  return { rows: typeof rows === 'string' ? rows : rows.map(toJson), format, fixture }
}

export function describeMacro(macro: Macro): JsonObject {
  return {
    ...place(macro, 'macro'),
    macro_sql: macro.code,
    depends_on: { macros: macro.dependsOn.macros },
    description: macro.description,
    meta: macro.meta,
    docs: asJson(macro.docs),
    config: { meta: macro.meta, docs: asJson(macro.docs) },
    patch_path: macro.patchPath,
    arguments: asJson(macro.arguments),
    created_at: macro.createdAt,
    supported_languages: macro.supportedLanguages,
  }
}

export function describeDoc(doc: Doc): JsonObject {
  return { ...place(doc, 'doc'), block_contents: doc.contents }
}

export function describeGroup(group: Group): JsonObject {
  return {
    ...place(group, 'group'),
    owner: describeOwner(group.owner),
    description: group.description,
    config: group.config,
  }
}

/** A relation that exists once the node was built: tests have one only when they store their failures. */
export function storedRelation(node: Node): RelationName | null {
  return node.kind === 'test' && !node.config.store_failures ? null : node.relation
}

function place(resource: Resource, kind: string): JsonObject {
  return {
    name: resource.name,
    resource_type: kind,
    package_name: resource.package,
    path: resource.path,
    original_file_path: resource.originalPath,
    unique_id: resource.id,
  }
}

function code(node: TemplateNode, made: Made): JsonObject {
  return {
    language: node.language,
    refs: node.refs.map(describeRef),
    sources: node.sources.map(describeSourceRef),
    metrics: node.metrics,
    functions: node.functions,
    depends_on: describeDependsOn(node.dependsOn),
    compiled_path: made.compiledPath,
    ...compiled(made),
    contract: node.kind === 'model' ? contract(node) : { enforced: false, alias_types: true, checksum: null },
  }
}

/** dbt leaves these out of a node that was not compiled. */
function compiled({ code, ctes }: Made): JsonObject {
  if (code === null) return {}
  return {
    compiled: true,
    compiled_code: code,
    extra_ctes_injected: true,
    extra_ctes: ctes.map(({ id, sql }) => ({ id, sql })),
  }
}

function modelFields(node: Model, { foreignKeys }: Made): JsonObject {
  return {
    access: node.access,
    constraints: node.constraints.map((c) => ({ ...describeConstraint(c, foreignKeys), columns: c.columns })),
    version: node.version,
    latest_version: node.latestVersion,
    deprecation_date: node.deprecationDate,
    primary_key: node.primaryKey,
    time_spine: node.timeSpine === null ? null : timeSpine(node.timeSpine),
  }
}

function functionFields(node: UserFunction, { overloadCode }: Made): JsonObject {
  return {
    returns: { data_type: node.returns.data_type, description: node.returns.description },
    arguments: node.arguments.map(describeArgument),
    overloads: node.overloads.map((overload, index) => ({
      defined_in: overload.defined_in,
      arguments: overload.arguments.map(describeArgument),
      returns: asJson(overload.returns),
      description: overload.description,
      raw_body: overload.rawCode,
      compiled_body: overloadCode?.[index] ?? null,
    })),
  }
}

function describeArgument({ name, data_type, description, default_value }: FunctionArgument): JsonObject {
  return { name, data_type, description, default_value }
}

function timeSpine({ standard_granularity_column = null, custom_granularities, ...more }: JsonObject): JsonObject {
  const custom = Array.isArray(custom_granularities) ? custom_granularities : []
  return {
    standard_granularity_column,
    custom_granularities: custom.map((one) => (isJsonObject(one) ? { column_name: null, ...one } : one)),
    ...more,
  }
}

function contract(node: Model): JsonObject {
  const { enforced, alias_types } = node.config.contract
  return { enforced, alias_types, checksum: contractChecksum(node) }
}

function genericFields(generic: Extract<Node, { kind: 'test' }>['generic']): JsonObject {
  if (generic === null) return {}
  return {
    column_name: generic.columnName,
    file_key_name: generic.fileKeyName,
    attached_node: generic.attachedNode,
    test_metadata: { name: generic.name, kwargs: toJson(generic.kwargs), namespace: generic.namespace },
  }
}

function describeColumns(columns: ReadonlyMap<string, Column>, foreignKeys?: ForeignKeys): JsonObject {
  return Object.fromEntries(Array.from(columns, ([name, column]) => [name, describeColumn(column, foreignKeys)]))
}

function describeColumn(column: Column, foreignKeys: ForeignKeys | undefined): JsonObject {
  const { granularity = null, dimension = null, entity = null, ...extra } = column.extra
  const { meta = EMPTY, tags = NONE, ...config } = column.config
  const described = {
    name: column.name,
    description: column.description,
    meta: column.meta,
    data_type: column.data_type,
    constraints: column.constraints.map((constraint) => describeConstraint(constraint, foreignKeys)),
    quote: column.quote,
    config: isEmpty(config) ? { meta, tags } : { meta, tags, ...config },
    tags: column.tags,
    granularity,
    dimension: completed(dimension, column, COLUMN_DIMENSION),
    entity: completed(entity, column, COLUMN_ENTITY),
    doc_blocks: column.docBlocks,
  }
  // There are many columns, and spreading nothing costs as much as all of the above.
  return isEmpty(extra) ? described : { ...described, ...extra }
}

/** What a column is to a semantic model: a word, or an object with all its fields. */
function completed(role: Json, { name, description }: Column, fields: JsonObject): Json {
  return isJsonObject(role) ? { name, description, ...fields, ...role } : role
}

const COLUMN_ENTITY: JsonObject = { label: null, config: {} }
const COLUMN_DIMENSION: JsonObject = { ...COLUMN_ENTITY, is_partition: false, validity_params: null }

const EMPTY: JsonObject = {}
const NONE: readonly Json[] = []

function isEmpty(object: JsonObject): boolean {
  for (const _key in object) return false
  return true
}

/** Without `columns`, which only constraints of a whole model have. */
function describeConstraint(constraint: Constraint, foreignKeys?: ForeignKeys): JsonObject {
  const { to } = constraint
  return {
    type: constraint.type,
    name: constraint.name,
    expression: constraint.expression,
    warn_unenforced: constraint.warn_unenforced,
    warn_unsupported: constraint.warn_unsupported,
    to: to === null ? null : (foreignKeys?.get(to) ?? to),
    to_columns: constraint.to_columns,
  }
}

const EXTERNAL: JsonObject = {
  location: null,
  file_format: null,
  row_format: null,
  tbl_properties: null,
  partitions: null,
}

const EXTERNAL_PARTITION: JsonObject = { name: '', description: '', data_type: '', meta: {} }

function describeExternal(external: Json): Json {
  if (!isJsonObject(external)) return external
  const { partitions = null } = external
  const parts = Array.isArray(partitions)
    ? partitions.map((part) => (isJsonObject(part) ? { ...EXTERNAL_PARTITION, ...part } : part))
    : partitions
  return { ...EXTERNAL, ...external, partitions: parts }
}

function describeDependsOn(dependsOn: DependsOn): JsonObject {
  return { macros: dependsOn.macros, nodes: dependsOn.nodes }
}

function describeSourceRef(ref: SourceRef): Json {
  return [ref.source, ref.table]
}

function describeOwner(owner: Owner): JsonObject {
  return { email: owner.email, name: owner.name, ...owner.extra }
}

function relationText(relation: RelationName | null): string | null {
  return relation === null ? null : writeRelation(relation)
}

/** Configs and the like are made of plain data only; their types merely do not say so key by key. */
function asJson(value: unknown): Json {
  return value as Json
}
