/** What property files may say of entities, feature views and training sets. */
import { z } from 'zod'
import type { JsonObject } from '../../base/json.ts'

const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json())
const name = z.string().regex(/^[A-Za-z_]\w*$/, 'a name of letters, numbers and underscores')
const text = z
  .string()
  .nullish()
  .transform((v) => v ?? '')
const optionalText = z
  .string()
  .nullish()
  .transform((v) => v ?? null)
const column = z.string().min(1)
const columns = z.preprocess((v) => (typeof v === 'string' ? [v] : v), z.array(column).min(1))
const texts = z
  .preprocess((v) => (typeof v === 'string' ? [v] : v), z.array(z.string()))
  .nullish()
  .transform((v) => v ?? [])

const UNITS = 'microsecond|millisecond|second|minute|hour|day|week|month|year'
const LENGTH = new RegExp(`^\\s*(?:\\d+(?:\\.\\d+)?\\s*(?:${UNITS})s?\\s*)+$`, 'i')

/** As the macros read it (`macros/internal/duration.sql`). */
const length = z.string().regex(LENGTH, "a length of time, such as '90 days'")
const optionalLength = length.nullish().transform((v) => v ?? null)

/** Splits are laid by midnights. */
const splitLength = z
  .string()
  .regex(/^\s*(?:\d+\s*(?:day|week|month|year)s?\s*)+$/i, "whole days, weeks, months or years, such as '12 months'")
const optionalSplitLength = splitLength.nullish().transform((v) => v ?? null)

/** SQL; numbers and truth values are their own. */
const sql = z.union([z.string().min(1), z.number(), z.boolean()]).transform(String)

const nodeKeys = {
  name,
  description: text,
  config: jsonObject.nullish().transform((v) => v ?? {}),
  meta: jsonObject.nullish(),
  docs: jsonObject.nullish(),
  group: z.string().nullish(),
  access: z.string().nullish(),
  tags: texts,
  owner: z
    .union([z.string(), z.looseObject({ name: optionalText, email: optionalText })])
    .nullish()
    .transform((v) => (typeof v === 'string' ? v : (v?.name ?? v?.email ?? null))),
  columns: z
    .array(z.looseObject({ name: column }))
    .nullish()
    .transform((v) => v ?? []),
  data_tests: z.json().optional(),
  tests: z.json().optional(),
}

export const entitySchema = z.object({ name, keys: columns, description: text })

export const featureViewSchema = z.object({
  ...nodeKeys,
  entity: z.union([z.string().min(1), z.array(column).min(1)]),
  model: z.string().min(1),
  ttl: optionalLength,
  features: z.array(z.looseObject({ name: column })).min(1),
})

const featureKeys = {
  name: column,
  description: text,
  dtype: optionalText,
  unit: optionalText,
  tags: texts,
  nulls: z
    .union([z.enum(['allow', 'forbid']), z.object({ fill: sql })])
    .nullish()
    .transform((v) => v ?? ('allow' as const)),
  data_tests: z.json().optional(),
  tests: z.json().optional(),
}

export const latestSchema = z.object({ ...featureKeys, column: column.nullish(), ttl: optionalLength })

export const aggregateSchema = z.object({
  ...featureKeys,
  function: z.enum(['avg', 'sum', 'count', 'min', 'max', 'stddev']),
  column,
  window: length,
  where: optionalText,
})

export const expressionSchema = z.object({ ...featureKeys, expression: z.string().min(1) })

const trainingView = z.object({
  name: z.string().min(1),
  features: z
    .array(column)
    .min(1)
    .nullish()
    .transform((v) => v ?? null),
  prefix: text,
  entity: z
    .record(z.string(), column)
    .nullish()
    .transform((v) => v ?? null),
})

const noView = { features: null, prefix: '', entity: null }

export const trainingSetSchema = z.object({
  ...nodeKeys,
  spine: z.string().min(1),
  label: columns.nullish().transform((v) => v ?? null),
  label_observed_at: column.nullish().transform((v) => v ?? null),
  feature_views: z
    .array(
      z.union([
        z
          .string()
          .min(1)
          .transform((one) => ({ name: one, ...noView })),
        trainingView,
      ]),
    )
    .min(1),
  splits: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((v) => v ?? null),
})

/** What of `splits` is no span. */
export const splitRulesSchema = z.object({
  label_lag: optionalSplitLength,
  embargo: optionalSplitLength,
  as_of: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date, such as 2026-05-01')
    .nullish()
    .transform((v) => v ?? null),
  group_by: columns.nullish().transform((v) => v ?? []),
})

export const spanSchema = splitLength

export type EntityProperties = z.infer<typeof entitySchema>
export type FeatureViewProperties = z.infer<typeof featureViewSchema>
export type TrainingSetProperties = z.infer<typeof trainingSetSchema>
export const TRAINING_VIEW_KEYS: readonly string[] = Object.keys(trainingView.shape)
