/**
 * What each key of a config may be, and what it is when nobody says: dbt's defaults
 * (https://docs.getdbt.com/reference/model-configs). Keys we do not know are kept as they are.
 */
import { z } from 'zod'
import type { Json, JsonObject } from '../../base/json.ts'
import type { ConfigSection } from '../../project/project.ts'
import type {
  CommonConfig,
  DataTestConfig,
  ExposureConfig,
  FunctionConfig,
  Hook,
  ModelConfig,
  NodeConfig,
  SeedConfig,
  SemanticConfig,
  SnapshotConfig,
  SourceConfig,
  UnitTestConfig,
} from '../../resources/config.ts'
import { isoTime } from '../../yaml/timestamp.ts'
import { leakageSchema } from './leakage-schema.ts'

const json: z.ZodType<Json> = z.json()
const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json)
const textOrNull = z.string().nullable().default(null)
const flagOrNull = z.boolean().nullable().default(null)
const strings = z.preprocess((v) => (typeof v === 'string' ? [v] : v), z.array(z.string()))
const text = z.preprocess((v) => (typeof v === 'number' || typeof v === 'boolean' ? String(v) : v), z.string())

/** YAML 1.1 reads `on` and `off` as booleans; these keys mean the words. */
const onOff = z.preprocess((v) => (typeof v === 'boolean' ? (v ? 'on' : 'off') : v), z.string().nullable().optional())

/** A hook is SQL, JSON text of an object, or the object (dbt/hooks.py). */
const hook = z.preprocess(
  (v) => (typeof v === 'string' ? hookFromText(v) : v),
  z.looseObject({
    sql: z.string(),
    transaction: z.boolean().default(true),
    index: z.number().int().nullable().default(null),
  }),
) as z.ZodType<Hook>

function hookFromText(written: string): unknown {
  if (!written.trimStart().startsWith('{')) return { sql: written }
  try {
    const parsed: unknown = JSON.parse(written)
    return typeof parsed === 'object' && parsed !== null && 'sql' in parsed ? parsed : { sql: written }
  } catch {
    return { sql: written }
  }
}

const common = {
  enabled: z.boolean().default(true),
  alias: textOrNull,
  schema: textOrNull,
  database: textOrNull,
  tags: strings.default([]),
  meta: jsonObject.default({}),
  group: textOrNull,
  static_analysis: onOff,
}

const node = {
  ...common,
  materialized: z.string().default('view'),
  incremental_strategy: textOrNull,
  batch_size: json.default(null),
  lookback: json.default(1),
  begin: json.default(null),
  persist_docs: z.looseObject({ relation: z.boolean().optional(), columns: z.boolean().optional() }).default({}),
  'post-hook': z.array(hook).default([]),
  'pre-hook': z.array(hook).default([]),
  quoting: jsonObject.default({}),
  column_types: z.record(z.string(), z.string()).default({}),
  full_refresh: flagOrNull,
  unique_key: z
    .union([z.string(), z.array(z.string())])
    .nullable()
    .default(null),
  on_schema_change: z.string().nullable().default('ignore'),
  on_configuration_change: z.enum(['apply', 'continue', 'fail']).default('apply'),
  grants: z.record(z.string(), strings).default({}),
  packages: strings.default([]),
  docs: z
    .looseObject({ show: z.boolean().default(true), node_color: textOrNull })
    .default({ show: true, node_color: null }),
  contract: z
    .looseObject({ enforced: z.boolean().default(false), alias_types: z.boolean().default(true) })
    .default({ enforced: false, alias_types: true }),
  event_time: textOrNull,
  concurrent_batches: flagOrNull,
}

const storage = z.enum(['ephemeral', 'table', 'view'])

const age = z
  .object({
    count: z.number().int().nullable().default(null),
    period: z.enum(['minute', 'hour', 'day']).nullable().default(null),
  })
  .nullish()
  .transform((v) => v ?? { count: null, period: null })

export const freshnessSchema = z.looseObject({ warn_after: age, error_after: age, filter: textOrNull })

/** As written: dbt's `build_after`, and thresholds of age as sources have them. */
const modelFreshness = z.looseObject({
  warn_after: writtenAge(),
  error_after: writtenAge(),
  filter: z.string().nullish(),
})

function writtenAge() {
  return z.object({ count: z.number().int(), period: z.enum(['minute', 'hour', 'day']) }).nullish()
}

export const modelConfigSchema = z.looseObject({
  ...node,
  access: z.enum(['private', 'protected', 'public']).default('protected'),
  freshness: modelFreshness.nullable().default(null),
  on_error: z.enum(['skip_children', 'continue']).nullable().default(null),
  leakage: leakageSchema.nullish(),
  latest_version_pointer: z
    .preprocess(
      (v) => (typeof v === 'boolean' ? { enabled: v } : v),
      z.looseObject({ enabled: flagOrNull, alias: textOrNull }),
    )
    .default({ enabled: null, alias: null }),
}) as unknown as z.ZodType<ModelConfig>

export const nodeConfigSchema = z.looseObject(node) as unknown as z.ZodType<NodeConfig>

export const functionConfigSchema = z.looseObject({
  ...node,
  materialized: z.string().default('function'),
  type: z.enum(['scalar', 'aggregate', 'table']).default('scalar'),
  volatility: z.enum(['deterministic', 'stable', 'non-deterministic']).nullable().default(null),
  runtime_version: textOrNull,
  entry_point: textOrNull,
  snowflake: jsonObject.default({}),
}) as unknown as z.ZodType<FunctionConfig>

export const seedConfigSchema = z.looseObject({
  ...node,
  materialized: z.literal('seed').default('seed'),
  delimiter: z.string().default(','),
  quote_columns: flagOrNull,
}) as unknown as z.ZodType<SeedConfig>

export const snapshotConfigSchema = z.looseObject({
  ...node,
  materialized: z.literal('snapshot').default('snapshot'),
  strategy: textOrNull,
  target_schema: textOrNull,
  target_database: textOrNull,
  updated_at: textOrNull,
  check_cols: z
    .union([z.string(), z.array(z.string())])
    .nullable()
    .default(null),
  snapshot_meta_column_names: z.record(z.string(), z.string().nullable()).default({}),
  dbt_valid_to_current: textOrNull,
  hard_deletes: z.enum(['ignore', 'invalidate', 'new_record']).optional(),
}) as unknown as z.ZodType<SnapshotConfig>

export const dataTestConfigSchema = z.looseObject({
  ...common,
  schema: z.string().nullable().default('dbt_test__audit'),
  materialized: z.literal('test').default('test'),
  severity: z
    .string()
    .superRefine((written, context) => {
      if (!/^(?:warn|error)$/i.test(written))
        context.addIssue({ code: 'invalid_value', values: ['warn', 'error'], input: written })
    })
    .default('ERROR'),
  store_failures: flagOrNull,
  store_failures_as: storage.nullable().default(null),
  where: textOrNull,
  limit: z.number().int().nullable().default(null),
  fail_calc: text.default('count(*)'),
  warn_if: text.default('!= 0'),
  error_if: text.default('!= 0'),
}) as unknown as z.ZodType<DataTestConfig>

export const sourceConfigSchema = z.looseObject({
  enabled: z.boolean().default(true),
  event_time: textOrNull,
  freshness: freshnessSchema.nullable().default({
    warn_after: { count: null, period: null },
    error_after: { count: null, period: null },
    filter: null,
  }),
  loaded_at_field: textOrNull,
  loaded_at_query: textOrNull,
  meta: jsonObject.default({}),
  tags: strings.default([]),
  static_analysis: onOff,
}) as unknown as z.ZodType<SourceConfig>

export const exposureConfigSchema = z.looseObject({
  enabled: z.boolean().default(true),
  tags: strings.default([]),
  meta: jsonObject.default({}),
}) as unknown as z.ZodType<ExposureConfig>

const semantic = { enabled: z.boolean().default(true), group: textOrNull, meta: jsonObject.default({}) }

/** Semantic models and metrics. */
export const semanticConfigSchema = z.looseObject(semantic) as unknown as z.ZodType<SemanticConfig>

export const savedQueryConfigSchema = z.looseObject({
  ...semantic,
  export_as: z.enum(['table', 'view']).nullable().default(null),
  schema: textOrNull,
  cache: z.looseObject({ enabled: z.boolean().default(false) }).default({ enabled: false }),
}) as unknown as z.ZodType<SemanticConfig>

export const unitTestConfigSchema = z.looseObject({
  enabled: z.boolean().default(true),
  tags: strings.default([]),
  meta: jsonObject.default({}),
  static_analysis: onOff,
}) as unknown as z.ZodType<UnitTestConfig>

/** Keys that macros of Assay, of dbt or of its adapters ask for although no schema has them. */
const ASKED_BY_MACROS: readonly string[] = [
  'pre_hook',
  'post_hook',
  'indexes',
  'unlogged',
  'sql_header',
  'incremental_predicates',
  'predicates',
  'merge_update_columns',
  'merge_exclude_columns',
  'merge_with_schema_evolution',
  'invalidate_hard_deletes',
  'include_full_name_in_path',
  'partition_by',
  'cluster_by',
  'sort',
  'dist',
  'bind',
  'labels',
  'location',
  'options',
  'description',
  'name',
]

/** What says when rows happened, and could be known: a misspelt clock would be none. */
const OF_CLOCKS: readonly string[] = [
  'entity',
  'event_time',
  'knowledge_time',
  'availability_delay',
  'tie_break',
  'event_key',
  'static',
  'known_in_advance',
]

const OF_MODELS: readonly string[] = [
  ...Object.keys(node),
  ...OF_CLOCKS,
  'label',
  'label_observed_at',
  'spine',
  'splits',
  'access',
  'freshness',
  'on_error',
  'leakage',
  'latest_version_pointer',
  ...ASKED_BY_MACROS,
]
const OF_SOURCES: readonly string[] = [
  'enabled',
  ...OF_CLOCKS,
  'freshness',
  'loaded_at_field',
  'loaded_at_query',
  'meta',
  'tags',
  'schema',
  'database',
  'quoting',
]

/** The config keys that mean something, by section: what is near one of them and is none was meant to be one. */
export const CONFIG_KEYS: Partial<Record<ConfigSection, readonly string[]>> = {
  models: OF_MODELS,
  analyses: OF_MODELS,
  seeds: [...OF_MODELS, 'delimiter', 'quote_columns'],
  snapshots: [
    ...OF_MODELS,
    'strategy',
    'target_schema',
    'target_database',
    'updated_at',
    'check_cols',
    'snapshot_meta_column_names',
    'dbt_valid_to_current',
    'hard_deletes',
  ],
  data_tests: [
    ...Object.keys(common),
    ...ASKED_BY_MACROS,
    'materialized',
    'severity',
    'store_failures',
    'store_failures_as',
    'where',
    'limit',
    'fail_calc',
    'warn_if',
    'error_if',
  ],
  sources: OF_SOURCES,
  exposures: ['enabled', 'tags', 'meta'],
  functions: [...OF_MODELS, 'type', 'volatility', 'runtime_version', 'entry_point', 'snowflake'],
}

/** `store_failures` and `store_failures_as` say the same thing twice; the second one wins where both are given. */
export function settleStoreFailures(config: DataTestConfig): DataTestConfig {
  if (config.store_failures_as !== null) return { ...config, store_failures: config.store_failures_as !== 'ephemeral' }
  if (config.store_failures === null) return config
  return { ...config, store_failures_as: config.store_failures ? 'table' : 'ephemeral' }
}

/** Where the batches of a microbatch model begin is a moment, however it was written; dbt puts it down in ISO form. */
export function settleBegin(config: ModelConfig): ModelConfig {
  const { materialized, incremental_strategy: strategy, begin } = config
  if (materialized !== 'incremental' || strategy !== 'microbatch' || typeof begin !== 'string') return config
  const iso = isoTime(begin)
  if (iso === undefined) return config
  return { ...config, begin: iso.includes('T') ? iso : `${iso}T00:00:00` }
}

export type AnySchema = z.ZodType<CommonConfig>
