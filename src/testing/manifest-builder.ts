/**
 * Manifests in memory, for tests: `manifestOf(orders, genericTest('unique', orders, 'id'))`.
 * Every resource has dbt's defaults; what a test cares about is given by name, and `reads` says what it depends on.
 * Pure: no files are read, and templates are empty.
 */

import { md5, sha256 } from '../base/digest.ts'
import type { JsonObject } from '../base/json.ts'
import type { Block } from '../jinja/blocks.ts'
import type { Template } from '../jinja/template.ts'
import type {
  CommonConfig,
  DataTestConfig,
  ExposureConfig,
  ModelConfig,
  NodeConfig,
  SeedConfig,
  SnapshotConfig,
  SourceConfig,
} from '../resources/config.ts'
import type { Exposure } from '../resources/exposure.ts'
import { type UniqueId, uniqueId } from '../resources/ids.ts'
import type { Macro } from '../resources/macro.ts'
import type { Manifest } from '../resources/manifest.ts'
import type {
  Analysis,
  DataTest,
  GenericTest,
  Model,
  Node,
  Operation,
  Resource,
  Seed,
  Snapshot,
} from '../resources/node.ts'
import type { Ref, SourceRef } from '../resources/ref.ts'
import { QUOTE_ALL, type RelationName } from '../resources/relation.ts'
import type { Source } from '../resources/source.ts'

/** What a test says of a resource. `reads` takes resources, or ids of those that do not exist yet. */
export type Given<T extends { readonly config: CommonConfig | SourceConfig | ExposureConfig }> = Partial<
  Omit<T, 'kind' | 'config'>
> & {
  readonly config?: Partial<T['config']>
  readonly reads?: readonly (Resource | UniqueId)[]
}

export type ManifestPart = Node | Source | Exposure | Macro

/** Puts each part where it belongs; what its config disables goes to `disabled`. The project is called `shop`. */
export function manifestOf(...parts: readonly ManifestPart[]): Manifest {
  const nodes = new Map<UniqueId, Node>()
  const sources = new Map<UniqueId, Source>()
  const exposures = new Map<UniqueId, Exposure>()
  const macros = new Map<UniqueId, Macro>()
  const disabled = new Map<UniqueId, (Node | Source | Exposure)[]>()
  for (const part of parts) {
    if (part.kind === 'macro') macros.set(part.id, part)
    else if (!part.config.enabled) disabled.set(part.id, [...(disabled.get(part.id) ?? []), part])
    else if (part.kind === 'source') sources.set(part.id, part)
    else if (part.kind === 'exposure') exposures.set(part.id, part)
    else nodes.set(part.id, part)
  }
  const semantic = { semanticModels: new Map(), metrics: new Map(), savedQueries: new Map() }
  const nothing = {
    unitTests: new Map(),
    docs: new Map(),
    entities: new Map(),
    groups: new Map(),
    selectors: [],
    diagnostics: [],
    ...semantic,
  }
  return { projectName: 'shop', nodes, sources, exposures, macros, disabled, ...nothing }
}

export function model(name: string, given: Given<Model> = {}): Model {
  const version = given.version ?? null
  const config: ModelConfig = configured(
    {
      ...nodeConfig('view'),
      access: 'protected',
      freshness: null,
      on_error: null,
      latest_version_pointer: { enabled: null, alias: null },
    },
    given,
  )
  const base = codeNode('model', 'models', version === null ? [name] : [name, `v${version}`], given)
  return {
    kind: 'model',
    ...base,
    relation: config.materialized === 'ephemeral' ? null : relation(base.alias),
    access: config.access,
    constraints: [],
    version,
    latestVersion: version,
    deprecationDate: null,
    primaryKey: [],
    timeSpine: null,
    ...fieldsOf(given),
    config,
  }
}

export function seed(name: string, given: Given<Seed> = {}): Seed {
  const config: SeedConfig = configured({ ...nodeConfig('seed'), delimiter: ',', quote_columns: null }, given)
  const base = node('seed', 'seeds', [name], given)
  const place = { rootPath: '/shop', file: `/shop/${base.originalPath}` }
  return { kind: 'seed', ...base, relation: relation(base.alias), ...place, ...fieldsOf(given), config }
}

export function snapshot(name: string, given: Given<Snapshot> = {}): Snapshot {
  const defaults: SnapshotConfig = {
    ...nodeConfig('snapshot'),
    strategy: 'timestamp',
    target_schema: null,
    target_database: null,
    updated_at: 'updated_at',
    check_cols: null,
    snapshot_meta_column_names: {},
    dbt_valid_to_current: null,
    unique_key: 'id',
  }
  const base = codeNode('snapshot', 'snapshots', [name], given)
  const config = configured(defaults, given)
  return { kind: 'snapshot', ...base, relation: relation(base.alias), ...fieldsOf(given), config }
}

export function analysis(name: string, given: Given<Analysis> = {}): Analysis {
  const base = codeNode('analysis', 'analyses', [name], { path: `analysis/${name}.sql`, ...given })
  const config = configured(nodeConfig('view'), given)
  return { kind: 'analysis', ...base, relation: null, ...fieldsOf(given), config }
}

/** A hook: a statement of `on-run-start` or `on-run-end`. */
export function operation(name: string, given: Given<Operation> = {}): Operation {
  const base = codeNode('operation', 'hooks', [name], given)
  const config = configured(nodeConfig('view'), given)
  return { kind: 'operation', ...base, relation: null, index: 0, ...fieldsOf(given), config }
}

/** A `.sql` file under `tests/`. */
export function singularTest(name: string, given: Given<DataTest> = {}): DataTest {
  const base = codeNode('test', 'tests', [name], given)
  const config = configured(TEST_CONFIG, given)
  return { kind: 'test', ...base, relation: relation(base.alias), generic: null, ...fieldsOf(given), config }
}

/** `not_null` on a column of `on`, named and given an id as dbt does. More parents come by `reads`. */
export function genericTest(test: string, on: Resource, column: string | null, given: Given<DataTest> = {}): DataTest {
  const name = given.name ?? [test, on.name, column].filter((part) => part !== null).join('_')
  const generic: GenericTest = {
    name: test,
    namespace: null,
    kwargs: column === null ? {} : { column_name: column },
    columnName: column,
    attachedNode: on.id,
    fileKeyName: `models.${on.name}`,
    at: { file: 'models/schema.yml', line: 1, column: 1 },
  }
  const id = uniqueId('test', given.package ?? 'shop', name, md5(name + on.id).slice(0, 10))
  const place = { path: `${name}.sql`, originalPath: 'models/schema.yml' }
  return singularTest(name, { id, generic, ...place, ...given, reads: [on, ...(given.reads ?? [])] })
}

/** One table of a source, declared in `models/sources.yml`. */
export function source(sourceName: string, name: string, given: Given<Source> = {}): Source {
  const { fqn, ...declared } = declaredIn('models/sources.yml', given)
  const defaults: SourceConfig = {
    enabled: true,
    event_time: null,
    freshness: null,
    loaded_at_field: null,
    loaded_at_query: null,
    meta: {},
    tags: [],
  }
  const config = configured(defaults, given)
  return {
    kind: 'source',
    id: uniqueId('source', declared.package, sourceName, name),
    name,
    ...declared,
    fqn: [...fqn, sourceName, name],
    sourceName,
    sourceDescription: '',
    loader: '',
    identifier: name,
    database: 'db',
    schema: sourceName,
    relation: { ...relation(name), schema: sourceName },
    quoting: {},
    loadedAtField: null,
    loadedAtQuery: null,
    freshness: null,
    external: null,
    ...described(given),
    sourceMeta: {},
    unrenderedDatabase: null,
    unrenderedSchema: null,
    ...fieldsOf(given),
    config,
  }
}

/** An exposure declared in `models/exposures.yml`. */
export function exposure(name: string, given: Given<Exposure> = {}): Exposure {
  const { fqn, ...declared } = declaredIn('models/exposures.yml', given)
  return {
    kind: 'exposure',
    id: uniqueId('exposure', declared.package, name),
    name,
    ...declared,
    fqn: [...fqn, name],
    type: 'dashboard',
    owner: { name: 'An analyst', email: null, extra: {} },
    description: '',
    label: null,
    maturity: null,
    url: null,
    meta: {},
    tags: [],
    unrenderedConfig: {},
    metrics: [],
    createdAt: 0,
    ...wired(given.reads ?? [], ''),
    ...fieldsOf(given),
    config: configured({ enabled: true, tags: [], meta: {} }, given),
  }
}

/** A macro whose id is `macro.<package>.<name>`; `calls` are the macros it depends on. */
export function macro(name: string, code: string, given: { package?: string; calls?: readonly Macro[] } = {}): Macro {
  const owner = given.package ?? 'shop'
  return {
    kind: 'macro',
    form: 'macro',
    id: uniqueId('macro', owner, name),
    name,
    package: owner,
    path: `macros/${name}.sql`,
    originalPath: `macros/${name}.sql`,
    block: emptyBlock(name, `macros/${name}.sql`, code),
    code,
    description: '',
    meta: {},
    docs: { show: true, node_color: null },
    patchPath: null,
    arguments: [],
    supportedLanguages: null,
    dependsOn: { macros: (given.calls ?? []).map((callee) => callee.id) },
    createdAt: 0,
  }
}

/** The one place that knows what an empty template looks like. */
export function emptyTemplate(file: string, text: string): Template {
  return { file, source: text, span: { start: 0, end: text.length }, body: [] }
}

function emptyBlock(name: string, file: string, text: string): Block {
  const span = { start: 0, end: text.length }
  const heading = { kind: 'macro', name, label: name, labelSpan: span, contents: span } as const
  return { ...emptyTemplate(file, text), ...heading, parameters: [], adapter: null, supportedLanguages: null }
}

type GivenNode = Given<Model> | Given<Seed> | Given<Snapshot> | Given<DataTest> | Given<Analysis> | Given<Operation>

function codeNode(kind: Node['kind'], folder: string, leaf: readonly [string, ...string[]], given: GivenNode) {
  const base = node(kind, folder, leaf, given)
  return {
    ...base,
    language: 'sql' as const,
    metrics: [],
    functions: [],
    template: emptyTemplate(base.originalPath, base.rawCode),
    ...wired(given.reads ?? [], base.rawCode),
  }
}

/** `leaf` is the name, and the version where there is one: it ends the id and the fqn. */
function node(kind: Node['kind'], folder: string, leaf: readonly [string, ...string[]], given: GivenNode) {
  const owner = given.package ?? 'shop'
  const alias = leaf.join('_')
  const path = given.path ?? `${alias}.${kind === 'seed' ? 'csv' : 'sql'}`
  const rawCode = given.rawCode ?? (kind === 'seed' ? '' : 'select 1')
  return {
    id: uniqueId(kind, owner, ...leaf),
    name: leaf[0],
    package: owner,
    path,
    originalPath: `${folder}/${path}`,
    fqn: [owner, ...folders(path), ...leaf],
    alias,
    database: 'db',
    schema: 'public',
    group: given.config?.group ?? null,
    checksum: { name: 'sha256' as const, checksum: sha256(rawCode) },
    rawCode,
    dependsOn: wired(given.reads ?? [], rawCode).dependsOn,
    ...described(given),
  }
}

/** Where a resource that is written in YAML stands; the fqn still lacks its end. */
function declaredIn(file: string, given: Given<Source> | Given<Exposure>) {
  const owner = given.package ?? 'shop'
  const originalPath = given.originalPath ?? file
  return { package: owner, path: originalPath, originalPath, fqn: [owner, ...folders(originalPath).slice(1)] }
}

function described(given: {
  readonly tags?: readonly string[]
  readonly config?: { readonly tags?: readonly string[] }
}) {
  return {
    description: '',
    docBlocks: [],
    columns: new Map(),
    tags: given.tags ?? given.config?.tags ?? [],
    meta: {} as JsonObject,
    patchPath: null,
    unrenderedConfig: {} as JsonObject,
    createdAt: 0,
  }
}

/** What was given, minus the two keys that are no fields of a resource. */
function fieldsOf<T extends { readonly config?: unknown; readonly reads?: unknown }>(
  given: T,
): Omit<T, 'config' | 'reads'> {
  const { config: _config, reads: _reads, ...fields } = given
  return fields
}

/** Tags are written once and stand, as in dbt, on the resource and in its config. */
function configured<C extends object>(
  defaults: C,
  given: { readonly tags?: readonly string[]; readonly config?: Partial<C> },
): C {
  return { ...defaults, tags: given.tags ?? [], ...given.config }
}

/** Dependencies, and the refs and sources that would have led to them; `at` where the code spells `ref('name')`. */
function wired(reads: readonly (Resource | UniqueId)[], code: string) {
  const ids = reads.map((parent) => (typeof parent === 'string' ? parent : parent.id))
  const refs: Ref[] = []
  const sources: SourceRef[] = []
  for (const id of ids) {
    const [kind, , name = '', last] = id.split('.')
    if (kind === 'source') sources.push({ source: name, table: last ?? '' })
    else refs.push({ name, package: null, version: last?.slice(1) ?? null, ...placeOf(`ref('${name}')`, code) })
  }
  return { refs, sources, dependsOn: { nodes: ids, macros: [] } }
}

function placeOf(call: string, code: string) {
  const start = code.indexOf(call)
  return start === -1 ? {} : { at: { start, end: start + call.length } }
}

function folders(path: string): readonly string[] {
  return path.split('/').slice(0, -1)
}

function relation(identifier: string): RelationName {
  return { database: 'db', schema: 'public', identifier, quoting: QUOTE_ALL }
}

const COMMON_CONFIG: CommonConfig = {
  enabled: true,
  alias: null,
  schema: null,
  database: null,
  tags: [],
  meta: {},
  group: null,
}

const TEST_CONFIG: DataTestConfig = {
  ...COMMON_CONFIG,
  schema: 'dbt_test__audit',
  materialized: 'test',
  severity: 'ERROR',
  store_failures: null,
  store_failures_as: null,
  where: null,
  limit: null,
  fail_calc: 'count(*)',
  warn_if: '!= 0',
  error_if: '!= 0',
}

function nodeConfig(materialized: string): NodeConfig {
  return {
    ...COMMON_CONFIG,
    materialized,
    incremental_strategy: null,
    batch_size: null,
    lookback: 1,
    begin: null,
    persist_docs: {},
    'post-hook': [],
    'pre-hook': [],
    quoting: {},
    column_types: {},
    full_refresh: null,
    unique_key: null,
    on_schema_change: 'ignore',
    on_configuration_change: 'apply',
    grants: {},
    packages: [],
    docs: { show: true, node_color: null },
    contract: { enforced: false, alias_types: true },
    event_time: null,
    concurrent_batches: null,
  }
}
