/** Earlier artifacts as selection asks for them: `state:`, `result:` and `source_status:`. */
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'
import type { Constraint } from '../resources/column.ts'
import { type UniqueId, uniqueId } from '../resources/ids.ts'
import {
  type Comparable,
  type Contract,
  type Freshness,
  type PreviousManifest,
  type PreviousState,
  semanticComparable,
} from '../resources/previous-state.ts'
import type {
  ManifestArtifact,
  ManifestExposure,
  ManifestFunction,
  ManifestNode,
  ManifestSource,
  ManifestUnitTest,
} from './manifest/read-manifest.ts'
import type { RunResultsArtifact } from './run-results/read-run-results.ts'
import type { SourcesArtifact } from './sources/read-sources.ts'
import { microseconds } from './timestamp.ts'

/** What lay in the state folder, and this project's own `sources.json`; what is not there is left out. */
export interface EarlierArtifacts {
  readonly manifest?: ManifestArtifact
  readonly runResults?: RunResultsArtifact
  readonly sources?: SourcesArtifact
  readonly currentSources?: SourcesArtifact
}

/** `now` decides whether a model was past its deprecation date when its state was read. */
export function previousState(earlier: EarlierArtifacts, now: Date): PreviousState {
  const { manifest, runResults, sources, currentSources } = earlier
  return {
    manifest: manifest === undefined ? null : previousManifest(manifest, now),
    results:
      runResults === undefined ? null : new Map(runResults.results.map((r) => [uniqueId(r.unique_id), r.status])),
    freshness: sources === undefined ? null : freshnessOf(sources),
    currentFreshness: currentSources === undefined ? null : freshnessOf(currentSources),
  }
}

function previousManifest(manifest: ManifestArtifact, now: Date): PreviousManifest {
  const resources = new Map<UniqueId, Comparable>()
  const put = (id: string, comparable: Comparable): void => {
    resources.set(uniqueId(id), comparable)
  }
  for (const [id, node] of Object.entries(manifest.nodes)) put(id, comparableNode(node, now))
  for (const [id, node] of Object.entries(manifest.functions))
    put(id, { ...comparableNode(node, now), others: functionParts(node) })
  for (const [id, source] of Object.entries(manifest.sources)) put(id, comparableSource(source))
  for (const [id, exposure] of Object.entries(manifest.exposures)) put(id, comparableExposure(exposure))
  const { semantic_models, metrics, saved_queries } = manifest
  for (const part of [semantic_models, metrics, saved_queries])
    for (const [id, described] of Object.entries(part)) put(id, semanticComparable(described as JsonObject))
  for (const [id, test] of Object.entries(manifest.unit_tests)) put(id, comparableUnitTest(test))
  const macros = Object.entries(manifest.macros).map(([id, macro]) => [uniqueId(id), macro.macro_sql] as const)
  return { resources, macros: new Map(macros) }
}

function comparableNode(node: ManifestNode, now: Date): Comparable {
  const { unrendered_config: written, checksum } = node
  return {
    kind: node.resource_type,
    fqn: node.fqn,
    body: node.resource_type === 'seed' ? `${checksum.name}:${checksum.checksum}` : node.raw_code,
    config: written,
    relation: [written.database ?? null, written.schema ?? null, written.alias ?? null],
    description: node.description,
    columnDescriptions: Object.fromEntries(Object.entries(node.columns).map(([name, c]) => [name, c.description])),
    contract: node.resource_type === 'model' ? contractOf(node, now) : null,
    others:
      node.resource_type === 'model'
        ? { latest_version: node.latest_version, access: node.access, deprecation_date: node.deprecation_date }
        : {},
  }
}

function functionParts({ arguments: given, returns, overloads, config }: ManifestFunction): JsonObject {
  const plain = (value: unknown): Json => value as Json // it was read as JSON
  return {
    arguments: given.map(plain),
    returns: plain(returns),
    overloads: overloads.map((one) => [
      one.defined_in ?? null,
      one.arguments ?? [],
      one.returns ?? null,
      one.raw_body ?? null,
    ]),
    type: plain(config.type ?? 'scalar'),
    volatility: plain(config.volatility ?? null),
  }
}

function contractOf(model: Extract<ManifestNode, { resource_type: 'model' }>, now: Date): Contract {
  const columns = Object.entries(model.columns).map(([name, { data_type, constraints }]) => [
    name,
    { dataType: data_type, constraints: constraints.map((c): Constraint => ({ ...c, columns: [] })) },
  ])
  return {
    enforced: model.contract.enforced,
    checksum: model.contract.checksum,
    materialized: model.config.materialized,
    version: model.version,
    columns: Object.fromEntries(columns),
    constraints: model.constraints,
    deprecated: model.deprecation_date !== null && Date.parse(model.deprecation_date) < now.getTime(),
  }
}

function comparableSource(source: ManifestSource): Comparable {
  return {
    ...declared(source),
    kind: 'source',
    description: source.description,
    relation: [source.unrendered_database, source.unrendered_schema, source.identifier],
    renderedRelation: [source.database, source.schema, source.identifier],
    others: {
      quoting: source.quoting as JsonObject,
      freshness: thresholds(source.freshness),
      loaded_at_field: source.loaded_at_field,
      external: withoutNulls(source.external),
    },
  }
}

function comparableExposure(exposure: ManifestExposure): Comparable {
  const { name, email, ...extra } = exposure.owner
  return {
    ...declared(exposure),
    kind: 'exposure',
    description: exposure.description,
    relation: null,
    others: {
      type: exposure.type,
      owner: { name, email, extra: extra as JsonObject },
      maturity: exposure.maturity,
      url: exposure.url,
      label: exposure.label,
      description: exposure.description,
      reads: exposure.depends_on.nodes.toSorted(),
    },
  }
}

/** Its checksum is all that counts. */
function comparableUnitTest({ checksum }: ManifestUnitTest): Comparable {
  return {
    kind: 'unit_test',
    fqn: [],
    body: checksum,
    config: {},
    relation: null,
    description: '',
    columnDescriptions: {},
    contract: null,
    others: {},
  }
}

function declared(resource: ManifestSource | ManifestExposure) {
  return { fqn: resource.fqn, body: null, config: resource.unrendered_config, columnDescriptions: {}, contract: null }
}

/** dbt may write null for a threshold that nobody gave. */
function thresholds(freshness: ManifestSource['freshness']): Json {
  if (freshness === null) return null
  const { warn_after, error_after, filter } = freshness
  const age = (given: typeof warn_after): JsonObject => ({
    count: given?.count ?? null,
    period: given?.period ?? null,
  })
  return { warn_after: age(warn_after), error_after: age(error_after), filter }
}

/** The manifest completes what was written about an external table with nulls. */
function withoutNulls(external: Json): Json {
  if (!isJsonObject(external)) return external
  return Object.fromEntries(Object.entries(external).filter(([, value]) => value !== null))
}

/** Sources that could not be asked are in it with null. */
function freshnessOf(sources: SourcesArtifact): Freshness {
  return new Map(
    sources.results.map((result) => [
      uniqueId(result.unique_id),
      result.status === 'runtime error' ? null : microseconds(result.max_loaded_at),
    ]),
  )
}
