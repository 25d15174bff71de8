import type { ManifestNode } from '../../artifacts/manifest/read-manifest.ts'
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { Fact, Page, Section } from '../site-data.ts'
import { clocksOf, kindOfModel } from './clocks.ts'
import { columnFacts } from './columns.ts'
import { freshnessFact } from './freshness-fact.ts'
import { lineageOf, ownSections } from './own-facts.ts'
import { argumentFacts, given, ownerText, present } from './page-parts.ts'
import { failingRows } from './results.ts'
import { relationType, tableOf } from './site-artifacts.ts'
import type { SiteContext } from './site-context.ts'
import { callOf, describeTest } from './test-facts.ts'

type PagedNode = Exclude<ManifestNode, { readonly resource_type: 'sql_operation' | 'rpc' }>

/** The page of a node: model, seed, snapshot, test, analysis, operation, function. */
export function nodePage(node: PagedNode, context: SiteContext): Page {
  const { artifacts, ran } = context
  const id = node.unique_id
  const tests = context.tests.get(id) ?? []
  const table = tableOf(artifacts, id)
  const outcome = ran.get(id)
  const code = node.resource_type === 'seed' ? undefined : node
  const test = node.resource_type === 'test' ? describeTest(node, ran) : undefined
  const columns = columnFacts({
    declared: node.columns,
    table,
    tests,
    config: node.config,
    primaryKey: node.resource_type === 'model' ? node.primary_key : [],
    lineage: lineageOf(artifacts, id),
  })
  const freshness = freshnessFact(null, context.fresh.get(id))
  const sections = ownSections(artifacts, id)
  return {
    id,
    kind: node.resource_type,
    name: titleOf(node),
    package: node.package_name,
    facts: [
      ...factsOf(node, context),
      ...statsOf(table?.stats ?? {}),
      ...(test === undefined || test.column === '' ? [] : [{ label: 'column', text: test.column }]),
    ],
    ...given({
      description: node.description,
      file: node.original_file_path,
      describedIn: node.patch_path ?? '',
      relation: node.relation_name ?? '',
      raw: node.raw_code,
      compiled: code?.compiled_code ?? '',
    }),
    ...present({
      tags: node.tags,
      meta: otherMeta(node.meta, sections),
      config: ownConfig(node.config),
      clocks: clocksOf(node.config),
      columns,
      tests: test === undefined ? tests : [test],
      failing: failingRows(artifacts, test === undefined ? tests : [test]),
      macros: code?.depends_on.macros ?? [],
      arguments: node.resource_type === 'function' ? argumentFacts(node.arguments) : [],
      sections,
    }),
    // The one row that a test counts is none of its own.
    ...(outcome === undefined ? {} : { lastRun: test === undefined ? outcome : { ...outcome, rows: null } }),
    ...(freshness === undefined ? {} : { freshness }),
  }
}

/** The version belongs to the name of a model: there may be others. */
export function titleOf(node: PagedNode): string {
  if (node.resource_type === 'test') return callOf(node)
  return node.resource_type === 'model' && node.version !== null ? `${node.name}.v${node.version}` : node.name
}

/** What a node is in short: `table`, `incremental`, `feature view`. */
export function typeOfNode(node: PagedNode): string {
  if (node.resource_type !== 'model') return ''
  return kindOfModel(node.config) ?? node.config.materialized
}

function factsOf(node: PagedNode, { artifacts }: SiteContext): readonly Fact[] {
  const { manifest } = artifacts
  const table = tableOf(artifacts, node.unique_id)
  const group = Object.values(manifest.groups).find(({ name }) => name === node.group)
  const owner = node.config.meta.owner ?? node.meta.owner
  return [
    ['materialized', node.resource_type === 'model' ? node.config.materialized : ''],
    ['owner', typeof owner === 'string' ? owner : isJsonObject(owner) ? ownerText(owner) : ownerText(group?.owner)],
    ['group', node.group ?? ''],
    ...modelFacts(node),
    ['database owner', table?.metadata.owner ?? ''],
    ['stored as', storedAs(table, node.config.materialized)],
    ['returns', node.resource_type === 'function' ? node.returns.data_type : ''],
    ['severity', node.resource_type === 'test' ? String(node.config.severity ?? '').toLowerCase() : ''],
  ].flatMap(([label = '', text = '']) => (text === '' ? [] : [{ label, text }]))
}

function modelFacts(node: PagedNode): readonly (readonly [string, string])[] {
  if (node.resource_type !== 'model') return []
  const { version, latest_version: latest, access, contract, deprecation_date } = node
  return [
    ['version', version === null ? '' : version === latest ? `${version}, the latest` : `${version} of ${latest}`],
    ['access', access === 'protected' ? '' : access],
    ['contract', contract.enforced ? 'enforced' : ''],
    ['deprecated on', deprecation_date?.slice(0, 10) ?? ''],
  ]
}

/** What somebody wrote: `assay` is how macros find feature views and training sets, which have sections of their own. */
function otherMeta(meta: PagedNode['meta'], sections: readonly Section[]): JsonObject {
  const { assay, ...rest } = meta as JsonObject // it was read as JSON
  return sections.length === 0 && assay !== undefined ? { ...rest, assay } : rest
}

/** What the database calls it, where that is not what was asked for. */
function storedAs(table: ReturnType<typeof tableOf>, wanted: string): string {
  const type = relationType(table)
  return type === wanted.replaceAll('_', ' ') || (type === 'table' && wanted !== 'view') ? '' : type
}

type Stats = NonNullable<ReturnType<typeof tableOf>>['stats']

/** Statistics of the catalog; which there are depends on who wrote it. */
export function statsOf(stats: Stats): readonly Fact[] {
  return Object.values(stats)
    .filter(({ include }) => include)
    .map(({ label, value }) => ({
      label: label.toLowerCase(),
      text: typeof value === 'number' ? value.toLocaleString('en-US') : String(value ?? ''),
    }))
}

/** Keys that are told elsewhere on the page, or are the same for all. */
const TOLD: ReadonlySet<string> = new Set([
  ...['enabled', 'tags', 'meta', 'group', 'docs', 'access', 'materialized', 'contract', 'packages', 'alias'],
  ...['event_time', 'knowledge_time', 'entity', 'event_key', 'tie_break', 'availability_delay', 'label', 'spine'],
  ...['static', 'known_in_advance', 'lookback', 'on_configuration_change', 'latest_version_pointer'],
])

/** What somebody set. */
function ownConfig(config: Readonly<Record<string, unknown>>): JsonObject {
  const own = Object.entries(config as JsonObject).filter(([key, value]) => !TOLD.has(key) && !isEmpty(value))
  return Object.fromEntries(own.filter(([key, value]) => DEFAULTS[key] !== value))
}

const DEFAULTS: Readonly<Record<string, Json>> = {
  on_schema_change: 'ignore',
  severity: 'ERROR',
  fail_calc: 'count(*)',
  warn_if: '!= 0',
  error_if: '!= 0',
  delimiter: ',',
}

function isEmpty(value: Json): boolean {
  if (value === null || value === '') return true
  return Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0
}
