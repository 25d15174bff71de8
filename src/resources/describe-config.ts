/**
 * Configs in dbt's words: all fields of the kind, in dbt's order, null where nothing was said; then the keys that are
 * not dbt's, as they stand (dbt/artifacts/resources/v1).
 */
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'
import type { Node } from './node.ts'
import type { SemanticResource } from './semantic.ts'

type Fields = Readonly<Record<string, Json>>

/** Fields that every resolved config has; a value here stands in only where a kind of ours lacks the field. */
const COMMON: Fields = {
  enabled: true,
  alias: null,
  schema: null,
  database: null,
  tags: [],
  meta: {},
  group: null,
  static_analysis: null,
}

const NODE: Fields = {
  ...COMMON,
  materialized: 'view',
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

const SEMANTIC: Fields = { enabled: true, group: null, meta: {} }

type Described = Node['kind'] | SemanticResource['kind'] | 'source' | 'exposure' | 'unit_test'

const FIELDS: Readonly<Record<Described, Fields>> = {
  model: {
    ...NODE,
    access: 'protected',
    freshness: null,
    on_error: null,
    latest_version_pointer: { enabled: null, alias: null },
  },
  seed: { ...NODE, delimiter: ',', quote_columns: null },
  snapshot: {
    ...NODE,
    strategy: null,
    target_schema: null,
    target_database: null,
    updated_at: null,
    check_cols: null,
    snapshot_meta_column_names: {
      dbt_valid_to: null,
      dbt_valid_from: null,
      dbt_scd_id: null,
      dbt_updated_at: null,
      dbt_is_deleted: null,
    },
    dbt_valid_to_current: null,
  },
  test: {
    ...COMMON,
    schema: 'dbt_test__audit',
    materialized: 'test',
    severity: 'ERROR',
    store_failures: null,
    store_failures_as: null,
    sql_header: null,
    where: null,
    limit: null,
    fail_calc: 'count(*)',
    warn_if: '!= 0',
    error_if: '!= 0',
  },
  analysis: NODE,
  function: {
    ...NODE,
    materialized: 'function',
    type: 'scalar',
    volatility: null,
    runtime_version: null,
    entry_point: null,
    snowflake: { quote_args: true },
  },
  operation: NODE,
  source: {
    enabled: true,
    event_time: null,
    freshness: null,
    loaded_at_field: null,
    loaded_at_query: null,
    meta: {},
    tags: [],
    static_analysis: null,
  },
  exposure: { enabled: true, tags: [], meta: {} },
  semantic_model: SEMANTIC,
  metric: SEMANTIC,
  saved_query: { ...SEMANTIC, export_as: null, schema: null, cache: { enabled: false } },
  unit_test: { tags: [], meta: {}, enabled: true, static_analysis: null },
}

/** Groups of fields of their own, which are completed likewise. */
const NESTED: ReadonlySet<string> = new Set([
  'docs',
  'contract',
  'snapshot_meta_column_names',
  'latest_version_pointer',
  'snowflake',
  'cache',
])

export function describeConfig(kind: keyof typeof FIELDS, config: { readonly [key: string]: unknown }): JsonObject {
  const fields = FIELDS[kind]
  const described: Record<string, Json> = { ...fields }
  for (const [key, value] of Object.entries(config)) {
    const own = asJson(value)
    if (own === undefined) continue
    // dbt's model freshness is when to build again; without that, it has none.
    if (kind === 'model' && key === 'freshness' && !(isJsonObject(own) && 'build_after' in own)) continue
    described[key] = NESTED.has(key) && isJsonObject(own) ? { ...nested(fields[key]), ...own } : own
  }
  return described
}

function nested(field: Json | undefined): JsonObject {
  return isJsonObject(field) ? field : {}
}

/** Configs are made of plain data only; their types merely do not say so key by key. */
function asJson(value: unknown): Json | undefined {
  return value as Json | undefined
}
