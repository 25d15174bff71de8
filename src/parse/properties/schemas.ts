/** What property files may say, as dbt reads it (https://docs.getdbt.com/reference/configs-and-properties). */
import { z } from 'zod'
import type { Json, JsonObject } from '../../base/json.ts'
import { isoTime } from '../../yaml/timestamp.ts'

const json: z.ZodType<Json> = z.json()
const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json)
const optionalText = z
  .string()
  .nullish()
  .transform((v) => v ?? null)
const text = z
  .string()
  .nullish()
  .transform((v) => v ?? '')
/** Names and identifiers that look like numbers in YAML are still names. */
const name = z.preprocess((v) => (typeof v === 'number' ? String(v) : v), z.string().min(1))
const strings = z
  .preprocess((v) => (typeof v === 'string' ? [v] : v), z.array(z.string()))
  .nullish()
  .transform((v) => v ?? [])
const config = jsonObject.nullish().transform((v) => v ?? {})
const flag = z
  .boolean()
  .nullish()
  .transform((v) => v ?? null)

/** A moment in ISO form; a date is its midnight, and what names no time zone is UTC. */
const moment = z
  .string()
  .nullish()
  .transform((written, context) => {
    if (written === null || written === undefined) return null
    const iso = isoTime(written)
    if (iso === undefined) context.addIssue({ code: 'custom', message: 'a date or a time, such as 2030-01-31' })
    if (iso === undefined || /T.*(?:[+-]|Z)/.test(iso)) return iso ?? null
    return iso.includes('T') ? `${iso}+00:00` : `${iso}T00:00:00+00:00`
  })

const constraint = z.looseObject({
  type: z.enum(['check', 'not_null', 'unique', 'primary_key', 'foreign_key', 'custom']),
  name: optionalText,
  expression: optionalText,
  columns: strings,
  to: optionalText,
  to_columns: strings,
  warn_unenforced: z.boolean().default(true),
  warn_unsupported: z.boolean().default(true),
})

const column = z.looseObject({
  name,
  description: text,
  data_type: optionalText,
  quote: flag,
  constraints: z
    .array(constraint)
    .nullish()
    .transform((v) => v ?? []),
  tags: strings,
  meta: config,
  config,
})

const columns = z
  .array(column)
  .nullish()
  .transform((v) => v ?? [])

const described = { name, description: text, config }

/** Keys dbt still takes at the top although they belong into `config`. */
const legacyConfig = {
  meta: jsonObject.nullish(),
  docs: jsonObject.nullish(),
  group: z.string().nullish(),
  contract: jsonObject.nullish(),
  access: z.string().nullish(),
}

const TESTED = ['data_tests', 'tests'] as const

/** What an entry for a node may hold; other keys are kept as they are. */
export const NODE_KEYS: readonly string[] = [
  ...Object.keys(described),
  ...Object.keys(legacyConfig),
  ...TESTED,
  'columns',
  'quote_columns',
  'relation',
  'constraints',
  'latest_version',
  'deprecation_date',
  'time_spine',
  'semantic_model',
  'primary_entity',
  'agg_time_dimension',
  'derived_semantics',
  'metrics',
  'versions',
  'unit_tests',
  'freshness',
  'tags',
]

/** The same for a column. */
export const COLUMN_KEYS: readonly string[] = [
  'name',
  'description',
  'data_type',
  'quote',
  'constraints',
  'tags',
  'meta',
  'config',
  'docs',
  'policy_tags',
  'entity',
  'dimension',
  'granularity',
  ...TESTED,
]

const version = z.union([z.string(), z.number()])

export const modelSchema = z.looseObject({
  ...described,
  ...legacyConfig,
  columns,
  constraints: z
    .array(constraint)
    .nullish()
    .transform((v) => v ?? []),
  latest_version: version.nullish().transform((v) => v ?? null),
  deprecation_date: moment,
  time_spine: jsonObject.nullish().transform((v) => v ?? null),
  quote_columns: flag,
  versions: z
    .array(
      z.looseObject({
        v: version,
        defined_in: optionalText,
        description: optionalText,
        config,
        columns: z.array(jsonObject).nullish(),
      }),
    )
    .nullish()
    .transform((v) => v ?? []),
})

/** Seeds, snapshots and analyses. */
export const nodeSchema = z.looseObject({
  ...described,
  ...legacyConfig,
  columns,
  quote_columns: flag,
  relation: optionalText,
})

const functionReturns = z.object({ data_type: z.string(), description: optionalText })
const functionArguments = z
  .array(
    z.object({
      name,
      data_type: z.string(),
      description: optionalText,
      default_value: json.nullish().transform((v) => v ?? null),
    }),
  )
  .nullish()
  .transform((v) => v ?? [])

export const functionSchema = z.looseObject({
  ...described,
  ...legacyConfig,
  columns,
  arguments: functionArguments,
  returns: functionReturns,
  overloads: z
    .array(
      z.object({
        defined_in: name,
        arguments: functionArguments,
        returns: functionReturns.nullish().transform((v) => v ?? null),
        description: optionalText,
      }),
    )
    .nullish()
    .transform((v) => v ?? []),
})

const docs = z.looseObject({ show: z.boolean().default(true), node_color: optionalText }).nullish()

export const macroSchema = z.looseObject({
  name,
  description: text,
  meta: config,
  docs,
  config: z
    .looseObject({ meta: jsonObject.nullish(), docs })
    .nullish()
    .transform((v) => v ?? {}),
  arguments: z
    .array(z.looseObject({ name, type: optionalText, description: text }))
    .nullish()
    .transform((v) => v ?? []),
})

export const singularTestSchema = z.looseObject({ ...described })

const freshness = z.union([z.null(), jsonObject]).optional()

const sourceTable = z.looseObject({
  ...described,
  identifier: z.preprocess((v) => (typeof v === 'number' ? String(v) : v), z.string()).nullish(),
  quoting: jsonObject.nullish(),
  loaded_at_field: z.string().nullish(),
  loaded_at_query: z.string().nullish(),
  freshness,
  external: json.optional(),
  columns,
  meta: config,
  tags: strings,
})

export const sourceSchema = z.looseObject({
  ...described,
  database: z.string().nullish(),
  schema: z.preprocess((v) => (typeof v === 'number' ? String(v) : v), z.string()).nullish(),
  loader: text,
  quoting: jsonObject.nullish(),
  overrides: z.string().nullish(),
  loaded_at_field: z.string().nullish(),
  loaded_at_query: z.string().nullish(),
  freshness,
  meta: config,
  tags: strings,
  tables: z
    .array(sourceTable)
    .nullish()
    .transform((v) => v ?? []),
})

export const exposureSchema = z.looseObject({
  ...described,
  type: z.enum(['dashboard', 'notebook', 'analysis', 'ml', 'application']),
  owner: z.looseObject({
    name: optionalText,
    email: z
      .union([z.string(), z.array(z.string())])
      .nullish()
      .transform((v) => v ?? null),
  }),
  label: optionalText,
  maturity: z
    .enum(['low', 'medium', 'high'])
    .nullish()
    .transform((v) => v ?? null),
  url: optionalText,
  depends_on: strings,
  meta: config,
  tags: strings,
  enabled: z.boolean().nullish(),
})

const fixture = {
  rows: z.union([z.string(), z.array(jsonObject), z.null()]).optional(),
  format: z
    .enum(['dict', 'csv', 'sql'])
    .nullish()
    .transform((v) => v ?? 'dict'),
  fixture: optionalText,
}
const overridden = jsonObject.nullish().transform((v) => v ?? {})
const versions = z
  .array(version)
  .nullish()
  .transform((v) => v ?? null)

export const unitTestSchema = z.looseObject({
  ...described,
  model: z.string().min(1),
  given: z.array(z.looseObject({ input: z.string(), ...fixture })),
  expect: z.looseObject(fixture),
  overrides: z
    .looseObject({ macros: overridden, vars: overridden, env_vars: overridden })
    .nullish()
    .transform((v) => v ?? null),
  versions: z
    .looseObject({ include: versions, exclude: versions })
    .nullish()
    .transform((v) => v ?? null),
})

export const groupSchema = z.looseObject({
  name,
  description: optionalText,
  config,
  owner: z.looseObject({
    name: optionalText,
    email: z
      .union([z.string(), z.array(z.string())])
      .nullish()
      .transform((v) => v ?? null),
  }),
})

export type ModelProperties = z.infer<typeof modelSchema>
export type NodeProperties = z.infer<typeof nodeSchema>
export type ColumnProperties = z.infer<typeof column>
export type SourceProperties = z.infer<typeof sourceSchema>
export type SourceTableProperties = z.infer<typeof sourceTable>
export type ExposureProperties = z.infer<typeof exposureSchema>
export type UnitTestProperties = z.infer<typeof unitTestSchema>
export type GroupProperties = z.infer<typeof groupSchema>
export type FunctionProperties = z.infer<typeof functionSchema>
export type MacroProperties = z.infer<typeof macroSchema>
