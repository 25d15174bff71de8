/**
 * What property files may say of semantic models, metrics and saved queries, in both forms dbt reads: lists of their
 * own with `type_params`, and the newer one, where they stand under the model they are of.
 */
import { z } from 'zod'
import type { Json, JsonObject } from '../../base/json.ts'

const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json())
const config = jsonObject.nullish().transform((v) => v ?? {})
const optionalText = z
  .string()
  .nullish()
  .transform((v) => v ?? null)
const text = z
  .string()
  .nullish()
  .transform((v) => v ?? '')
const flag = z
  .boolean()
  .nullish()
  .transform((v) => v ?? false)
const texts = z
  .array(z.string())
  .nullish()
  .transform((v) => v ?? [])
const integer = z
  .number()
  .int()
  .nullish()
  .transform((v) => v ?? null)
const number = z
  .number()
  .nullish()
  .transform((v) => v ?? null)

/** An SQL expression; a number or a flag is written as Python writes it. */
const expression = z
  .union([z.string(), z.boolean(), z.number()])
  .nullish()
  .transform((v) => (v === null || v === undefined ? null : v === true ? 'True' : v === false ? 'False' : String(v)))

export const GRANULARITIES = [
  'nanosecond',
  'microsecond',
  'millisecond',
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
] as const
const STANDARD: ReadonlySet<string> = new Set(GRANULARITIES)
const granularity = z.enum(GRANULARITIES)
const aggregation = z.enum([
  'sum',
  'min',
  'max',
  'count_distinct',
  'sum_boolean',
  'average',
  'percentile',
  'median',
  'count',
])
const metricType = z.enum(['simple', 'ratio', 'cumulative', 'derived', 'conversion'])
const dimensionType = z.enum(['categorical', 'time'])
const entityType = z.enum(['foreign', 'natural', 'primary', 'unique'])
const periodAggregation = z.enum(['first', 'last', 'average'])
const calculation = z.enum(['conversions', 'conversion_rate'])

/** `7 days`: how many, and of what. Names of custom granularities stay as they are. */
const timeWindow = z
  .string()
  .nullish()
  .transform((written, context): JsonObject | null => {
    if (written === null || written === undefined) return null
    const [count = '', unit = '', ...more] = written.toLowerCase().split(' ')
    if (unit === '' || more.length > 0 || !/^\d+$/.test(count)) {
      context.addIssue({ code: 'custom', message: 'a number and a unit of time: 28 days' })
      return null
    }
    const single = unit.replace(/s$/, '')
    return { count: Number(count), granularity: STANDARD.has(single) ? single : unit }
  })

/** A condition, or several that must all hold. */
const filter = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((v): Json => {
    if (v === null || v === undefined) return null
    return { where_filters: (typeof v === 'string' ? [v] : v).map((sql) => ({ where_sql_template: sql })) }
  })

const NO_MEASURE_INPUT = { filter: null, alias: null, join_to_timespine: false, fill_nulls_with: null }
const inputMeasure = z.union([
  z.string().transform((name) => ({ name, ...NO_MEASURE_INPUT })),
  z.object({
    name: z.string(),
    filter,
    alias: optionalText,
    join_to_timespine: flag,
    fill_nulls_with: integer,
  }),
])

const NO_METRIC_INPUT = { filter: null, alias: null, offset_window: null, offset_to_grain: null }
const inputMetric = z.union([
  z.string().transform((name) => ({ name, ...NO_METRIC_INPUT })),
  z.object({
    name: z.string(),
    filter,
    alias: optionalText,
    offset_window: timeWindow,
    offset_to_grain: optionalText,
  }),
])

const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((v) => v ?? null)
const constantProperties = orNull(z.array(z.object({ base_property: z.string(), conversion_property: z.string() })))

const metricName = z
  .string()
  .regex(/^[A-Za-z]\w*$/, 'a name of letters, numbers and underscores that begins with a letter')
  .max(250)

const metricBase = {
  name: metricName,
  description: text,
  filter,
  time_granularity: optionalText,
  config,
}

/** A metric with `type_params`. */
export const nestedMetricSchema = z.object({
  ...metricBase,
  label: z.string(),
  type: metricType.default('simple'),
  meta: config,
  tags: texts,
  type_params: z.object({
    measure: orNull(inputMeasure),
    numerator: orNull(inputMetric),
    denominator: orNull(inputMetric),
    expr: z
      .union([z.string(), z.boolean()])
      .nullish()
      .transform((v) => (v === null || v === undefined ? null : v === true ? 'True' : v === false ? 'False' : v)),
    window: timeWindow,
    grain_to_date: orNull(granularity),
    metrics: z
      .array(inputMetric)
      .nullish()
      .transform((v) => v ?? []),
    conversion_type_params: orNull(
      z.object({
        base_measure: inputMeasure,
        conversion_measure: inputMeasure,
        entity: z.string(),
        calculation: calculation.default('conversion_rate'),
        window: timeWindow,
        constant_properties: constantProperties,
      }),
    ),
    cumulative_type_params: orNull(
      z.object({ window: timeWindow, grain_to_date: optionalText, period_agg: periodAggregation.default('first') }),
    ),
  }),
})

/** A metric without. */
export const flatMetricSchema = z.object({
  ...metricBase,
  label: optionalText,
  type: metricType.default('simple'),
  hidden: flag,
  agg: orNull(aggregation),
  percentile: number,
  percentile_type: optionalText,
  join_to_timespine: flag,
  fill_nulls_with: integer,
  expr: expression,
  non_additive_dimension: orNull(z.object({ name: z.string(), window_agg: aggregation, group_by: texts })),
  agg_time_dimension: optionalText,
  window: timeWindow,
  grain_to_date: optionalText,
  period_agg: periodAggregation.default('first'),
  input_metric: orNull(inputMetric),
  numerator: orNull(inputMetric),
  denominator: orNull(inputMetric),
  input_metrics: z
    .array(inputMetric)
    .nullish()
    .transform((v) => v ?? []),
  entity: optionalText,
  calculation: calculation.default('conversion_rate'),
  base_metric: orNull(inputMetric),
  conversion_metric: orNull(inputMetric),
  constant_properties: constantProperties,
})

const validity = orNull(z.object({ is_start: flag, is_end: flag }))

export const semanticModelSchema = z.object({
  name: z.string(),
  model: z.string(),
  config,
  description: optionalText,
  label: optionalText,
  defaults: orNull(z.object({ agg_time_dimension: optionalText })),
  primary_entity: optionalText,
  entities: z
    .array(
      z.object({
        name: z.string(),
        type: entityType,
        description: optionalText,
        label: optionalText,
        role: optionalText,
        expr: optionalText,
        config,
      }),
    )
    .nullish()
    .transform((v) => v ?? []),
  dimensions: z
    .array(
      z.object({
        name: z.string(),
        type: dimensionType,
        description: optionalText,
        label: optionalText,
        is_partition: flag,
        type_params: orNull(z.object({ time_granularity: granularity, validity_params: validity })),
        expr: optionalText,
        config,
      }),
    )
    .nullish()
    .transform((v) => v ?? []),
  measures: z
    .array(
      z.object({
        name: z.string(),
        agg: aggregation,
        description: optionalText,
        label: optionalText,
        expr: expression,
        agg_params: orNull(
          z.object({ percentile: number, use_discrete_percentile: flag, use_approximate_percentile: flag }),
        ),
        non_additive_dimension: orNull(
          z.object({ name: z.string(), window_choice: aggregation, window_groupings: texts }),
        ),
        agg_time_dimension: optionalText,
        create_metric: flag,
        config,
      }),
    )
    .nullish()
    .transform((v) => v ?? []),
})

const columnDimension = z.union([
  dimensionType,
  z.object({
    name: optionalText,
    type: dimensionType,
    description: optionalText,
    label: optionalText,
    is_partition: flag,
    config,
    validity_params: validity,
  }),
])

const columnEntity = z.union([
  entityType,
  z.object({
    name: optionalText,
    type: entityType,
    description: optionalText,
    label: optionalText,
    config: orNull(jsonObject),
  }),
])

/** What an entry of `models:` says of the semantic layer. */
export const modelSemanticsSchema = z.looseObject({
  name: z.string(),
  description: text,
  semantic_model: orNull(
    z.union([
      z.boolean(),
      z.strictObject({
        name: optionalText,
        enabled: z.boolean().default(true),
        group: optionalText,
        config: orNull(z.object({ meta: config })),
      }),
    ]),
  ),
  primary_entity: optionalText,
  agg_time_dimension: optionalText,
  metrics: z
    .array(flatMetricSchema)
    .nullish()
    .transform((v) => v ?? []),
  derived_semantics: orNull(
    z.object({
      entities: z
        .array(
          z.object({
            name: z.string(),
            type: entityType,
            description: optionalText,
            label: optionalText,
            expr: z.string(),
            config,
          }),
        )
        .nullish()
        .transform((v) => v ?? []),
      dimensions: z
        .array(
          z
            .object({
              name: z.string(),
              type: dimensionType,
              description: optionalText,
              label: optionalText,
              is_partition: flag,
              expr: z.string(),
              granularity: orNull(granularity),
              validity_params: validity,
              config,
            })
            .refine((one) => one.validity_params === null || one.granularity !== null, {
              message: 'a granularity beside validity_params',
            }),
        )
        .nullish()
        .transform((v) => v ?? []),
    }),
  ),
  columns: z
    .array(
      z.looseObject({
        name: z.preprocess((v) => (typeof v === 'number' ? String(v) : v), z.string()),
        description: text,
        granularity: orNull(granularity),
        dimension: orNull(columnDimension),
        entity: orNull(columnEntity),
        config,
      }),
    )
    .nullish()
    .transform((v) => v ?? []),
})

export const savedQuerySchema = z.object({
  name: z.string(),
  description: optionalText,
  label: optionalText,
  config,
  tags: z
    .union([z.string(), z.array(z.string())])
    .nullish()
    .transform((v) => v ?? []),
  query_params: z.object({
    metrics: texts,
    group_by: texts,
    where: filter,
    order_by: texts,
    limit: integer,
  }),
  exports: z
    .array(z.object({ name: z.string(), config }))
    .nullish()
    .transform((v) => v ?? []),
})

export type NestedMetric = z.infer<typeof nestedMetricSchema>
export type FlatMetric = z.infer<typeof flatMetricSchema>
export type SemanticModelProperties = z.infer<typeof semanticModelSchema>
export type ModelSemantics = z.infer<typeof modelSemanticsSchema>
