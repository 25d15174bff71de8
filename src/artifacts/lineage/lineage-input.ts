/** A manifest and a catalog, ours or dbt's, as the tracing of columns wants them. */
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { Catalog, CatalogRelation, SnapshotColumns, Traceable } from '../../lineage/lineage.ts'
import { type UniqueId, uniqueId } from '../../resources/ids.ts'
import type { CatalogArtifact, CatalogTable } from '../catalog/read-catalog.ts'
import type { ManifestArtifact, ManifestNode, ManifestSource } from '../manifest/read-manifest.ts'

export interface LineageInput {
  readonly resources: readonly Traceable[]
  readonly catalog: Catalog
}

/** Models, seeds, snapshots and sources; without a catalog columns are known only from queries that name them. */
export function lineageInput(
  manifest: ManifestArtifact,
  catalog: CatalogArtifact | null,
  searchPath: readonly string[],
): LineageInput {
  const nodes = Object.values(manifest.nodes).filter(hasColumns)
  const sources = Object.values(manifest.sources)
  const relations = [...nodes, ...sources].flatMap((one) => {
    const table = catalog?.nodes[one.unique_id] ?? catalog?.sources[one.unique_id] ?? null
    return relationOf(one, table) ?? []
  })
  return {
    resources: [
      ...nodes.map((node) => traceable(node, manifest)),
      ...sources.map((source) => ({ id: uniqueId(source.unique_id), name: nameOf(source), query: null })),
    ],
    catalog: { relations, searchPath },
  }
}

type Queried = Extract<ManifestNode, { resource_type: 'model' | 'snapshot' }>
type WithColumns = Queried | Extract<ManifestNode, { resource_type: 'seed' }>

function hasColumns(node: ManifestNode): node is WithColumns {
  return node.resource_type === 'model' || node.resource_type === 'snapshot' || node.resource_type === 'seed'
}

function nameOf(source: ManifestSource): string {
  return `${source.source_name}.${source.name}`
}

function traceable(node: WithColumns, manifest: ManifestArtifact): Traceable {
  const id = uniqueId(node.unique_id)
  if (node.resource_type === 'seed') return { id, name: node.name, query: null }
  const inlined = node.extra_ctes.map((cte): [string, UniqueId] => [
    `__dbt__cte__${manifest.nodes[cte.id]?.alias ?? ''}`,
    uniqueId(cte.id),
  ])
  const query = {
    sql: node.compiled_code,
    // The innermost ephemeral models bring what they depend on into the same statement.
    dependsOn: [...node.depends_on.nodes, ...inlined.map(([, inner]) => inner)].map((parent) => uniqueId(parent)),
    inlined: new Map(inlined),
    snapshot: node.resource_type === 'snapshot' ? snapshotColumns(node.config as JsonObject) : null, // it was read as JSON
    ...dividedBy(node.config as JsonObject), // likewise
  }
  return { id, name: node.name, query }
}

/** As the database has it, else as it is written in SQL. */
function relationOf(
  { unique_id, relation_name }: { readonly unique_id: string; readonly relation_name: string | null },
  table: CatalogTable | null,
): CatalogRelation | null {
  const id = uniqueId(unique_id)
  if (table !== null) {
    const columns = Object.values(table.columns).toSorted((a, b) => a.index - b.index)
    const { schema, name } = table.metadata
    return { id, schema, name, columns: columns.map((column) => column.name) }
  }
  const [name, schema] = relation_name === null ? [] : namesIn(relation_name).toReversed()
  return name === undefined || schema === undefined ? null : { id, schema, name, columns: null }
}

/** The parts of `"shop"."public".Orders`, as PostgreSQL understands them. */
function namesIn(written: string): readonly string[] {
  return Array.from(written.matchAll(/"((?:[^"]|"")*)"|([^".]+)/g), ([, quoted, bare = '']) =>
    quoted === undefined ? bare.toLowerCase() : quoted.replaceAll('""', '"'),
  )
}

const NAMES = {
  scdId: 'dbt_scd_id',
  updatedAt: 'dbt_updated_at',
  validFrom: 'dbt_valid_from',
  validTo: 'dbt_valid_to',
} as const

/** A training set says with `event_time` what it predicts at. */
function dividedBy({ materialized, event_time }: JsonObject): { readonly splitBy?: string } {
  if (materialized !== 'training_set') return {}
  return { splitBy: typeof event_time === 'string' ? event_time : 'prediction_time' }
}

function snapshotColumns(config: JsonObject): SnapshotColumns | null {
  const { unique_key, strategy, updated_at, check_cols, hard_deletes } = config
  const uniqueKey = texts(unique_key)
  const given = isJsonObject(config.snapshot_meta_column_names) ? config.snapshot_meta_column_names : {}
  const called = (name: string): string => (typeof given[name] === 'string' ? given[name] : name)
  const names = {
    ...{ scdId: called(NAMES.scdId), updatedAt: called(NAMES.updatedAt) },
    ...{ validFrom: called(NAMES.validFrom), validTo: called(NAMES.validTo) },
    isDeleted: hard_deletes === 'new_record' ? called('dbt_is_deleted') : null,
  }
  if (strategy === 'timestamp' && typeof updated_at === 'string')
    return { uniqueKey, change: { kind: 'timestamp', updatedAt: updated_at }, names }
  if (strategy !== 'check') return null
  return { uniqueKey, change: { kind: 'check', columns: check_cols === 'all' ? null : texts(check_cols) }, names }
}

function texts(value: Json | undefined): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
}
