/**
 * What users configure. Keys are spelled as users spell them (dbt's names), so that nothing is translated between a
 * project file, `config(…)`, a template's `config.get` and the manifest. Every config is resolved: defaults filled in.
 */
import type { Json, JsonObject } from '../base/json.ts'

export interface Hook {
  readonly sql: string
  readonly transaction: boolean
  readonly index: number | null
}

export interface DocsConfig {
  readonly show: boolean
  readonly node_color: string | null
}

export interface ContractConfig {
  readonly enforced: boolean
  readonly alias_types: boolean
}

/** Keys that are not ours or dbt's stay beside the known ones, as dbt keeps them. */
interface OpenConfig {
  readonly [key: string]: unknown
}

/** What models, seeds, snapshots and data tests share. */
export interface CommonConfig extends OpenConfig {
  readonly enabled: boolean
  readonly alias: string | null
  readonly schema: string | null
  readonly database: string | null
  readonly tags: readonly string[]
  readonly meta: JsonObject
  readonly group: string | null
}

export type OnSchemaChange = 'ignore' | 'append_new_columns' | 'sync_all_columns' | 'fail'

export interface NodeConfig extends CommonConfig {
  readonly materialized: string
  readonly incremental_strategy: string | null
  readonly batch_size: Json
  readonly lookback: Json
  readonly begin: Json
  readonly persist_docs: { readonly relation?: boolean; readonly columns?: boolean }
  readonly 'post-hook': readonly Hook[]
  readonly 'pre-hook': readonly Hook[]
  readonly quoting: JsonObject
  readonly column_types: Readonly<Record<string, string>>
  readonly full_refresh: boolean | null
  readonly unique_key: string | readonly string[] | null
  readonly on_schema_change: string
  readonly on_configuration_change: string
  readonly grants: Readonly<Record<string, readonly string[]>>
  readonly packages: readonly string[]
  readonly docs: DocsConfig
  readonly contract: ContractConfig
  readonly event_time: string | null
  readonly concurrent_batches: boolean | null
}

export interface ModelConfig extends NodeConfig {
  readonly access: Access
  readonly freshness: JsonObject | null
  /** `continue`: what depends on it runs although it failed. */
  readonly on_error: 'skip_children' | 'continue' | null
  /** Of a model with versions: a view under its name that reads the latest one; null leaves it to the project's flag. */
  readonly latest_version_pointer: { readonly enabled: boolean | null; readonly alias: string | null }
}

export type Access = 'private' | 'protected' | 'public'

export interface FunctionConfig extends NodeConfig {
  readonly type: 'scalar' | 'aggregate' | 'table'
  readonly volatility: 'deterministic' | 'stable' | 'non-deterministic' | null
  readonly runtime_version: string | null
  readonly entry_point: string | null
  readonly snowflake: JsonObject
}

export interface SeedConfig extends NodeConfig {
  readonly delimiter: string
  readonly quote_columns: boolean | null
}

export interface SnapshotConfig extends NodeConfig {
  readonly strategy: string | null
  readonly target_schema: string | null
  readonly target_database: string | null
  readonly updated_at: string | null
  readonly check_cols: string | readonly string[] | null
  readonly snapshot_meta_column_names: Readonly<Record<string, string | null>>
  readonly dbt_valid_to_current: string | null
  readonly hard_deletes?: 'ignore' | 'invalidate' | 'new_record'
}

export interface DataTestConfig extends CommonConfig {
  readonly materialized: 'test'
  /** As written (`error`, `ERROR`, `warn`): compare without case. */
  readonly severity: string
  readonly store_failures: boolean | null
  readonly store_failures_as: string | null
  readonly where: string | null
  readonly limit: number | null
  readonly fail_calc: string
  readonly warn_if: string
  readonly error_if: string
}

export interface SourceConfig extends OpenConfig {
  readonly enabled: boolean
  readonly event_time: string | null
  readonly freshness: FreshnessThreshold | null
  readonly loaded_at_field: string | null
  readonly loaded_at_query: string | null
  readonly meta: JsonObject
  readonly tags: readonly string[]
}

export interface ExposureConfig extends OpenConfig {
  readonly enabled: boolean
  readonly tags: readonly string[]
  readonly meta: JsonObject
}

/** Of semantic models, metrics and saved queries. */
export interface SemanticConfig extends OpenConfig {
  readonly enabled: boolean
  readonly group: string | null
  readonly meta: JsonObject
}

export interface UnitTestConfig extends OpenConfig {
  readonly enabled: boolean
  readonly tags: readonly string[]
  readonly meta: JsonObject
}

export type Period = 'minute' | 'hour' | 'day'

export interface Age {
  readonly count: number | null
  readonly period: Period | null
}

export interface FreshnessThreshold {
  readonly warn_after: Age
  readonly error_after: Age
  readonly filter: string | null
}
