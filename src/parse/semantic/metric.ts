import type { JsonObject } from '../../base/json.ts'
import type { Location } from '../../base/position.ts'
import { behaves } from '../../resources/behavior.ts'
import { toJson } from '../../yaml/yaml-value.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { flatCumulative, invalidMetric } from './errors.ts'
import { type FlatMetric, flatMetricSchema, type NestedMetric, nestedMetricSchema } from './schemas.ts'
import { type MetricDraft, semanticParts } from './semantic-parts.ts'

/** One entry of `metrics:`; with `type_params` it is of the older form. Null after reporting what is wrong. */
export function readMetric(entry: PropertyEntry, parsing: Parsing): MetricDraft | null {
  const value = toJson(entry.rendered) as JsonObject
  const what = `metric '${String(value.name)}'`
  if ('type_params' in value) {
    const metric = checkEntry(nestedMetricSchema, value, what, entry.locate, parsing.report)
    return metric === null ? null : nestedMetric(metric, entry, entry.locate(['name']), parsing)
  }
  const metric = checkEntry(flatMetricSchema, value, what, entry.locate, parsing.report)
  return metric === null ? null : flatMetric(metric, null, entry, entry.locate(['name']), parsing)
}

/** What dbt writes for a metric that says nothing of it. */
const NO_TYPE_PARAMS: JsonObject = {
  measure: null,
  input_measures: [],
  numerator: null,
  denominator: null,
  expr: null,
  window: null,
  grain_to_date: null,
  metrics: [],
  conversion_type_params: null,
  cumulative_type_params: null,
  metric_aggregation_params: null,
  fill_nulls_with: null,
  join_to_timespine: false,
  is_private: null,
}

/** The older form: everything under `type_params`. */
export function nestedMetric(
  metric: NestedMetric,
  entry: PropertyEntry,
  at: Location,
  parsing: Parsing,
): MetricDraft | null {
  const { type_params: params, type, label } = metric
  const parts = semanticParts('metric', metric.name, metric.config, entry, at, parsing)
  if (parts === null) return null
  const flat = (['window', 'grain_to_date'] as const).find((key) => params[key] !== null)
  if (flat !== undefined) {
    const nested = behaves(parsing.invocation.projectFlags ?? {}, 'require_nested_cumulative_type_params')
    const diagnostic = flatCumulative(metric.name, flat, at)
    parsing.report(nested ? diagnostic : { ...diagnostic, severity: 'warning' })
  }
  const { conversion_type_params: conversion, cumulative_type_params: cumulative } = params
  return {
    ...parts,
    type,
    label,
    description: metric.description,
    typeParams: {
      ...NO_TYPE_PARAMS,
      measure: params.measure,
      numerator: params.numerator,
      denominator: params.denominator,
      expr: params.expr,
      window: params.window,
      grain_to_date: params.grain_to_date,
      metrics: params.metrics,
      conversion_type_params:
        conversion === null ? null : { ...conversion, base_metric: null, conversion_metric: null },
      cumulative_type_params:
        type !== 'cumulative'
          ? null
          : {
              window: cumulative?.window ?? params.window,
              grain_to_date: cumulative?.grain_to_date ?? params.grain_to_date,
              period_agg: cumulative?.period_agg ?? 'first',
              metric: null,
            },
    },
    filter: metric.filter,
    timeGranularity: metric.time_granularity,
    meta: Object.keys(parts.config.meta).length > 0 ? parts.config.meta : metric.meta,
    tags: metric.tags,
    refs: [],
  }
}

/** What a metric under a model belongs to. */
export interface MetricHome {
  readonly semanticModel: string
  readonly aggTimeDimension: string | null
}

/** The newer form. `home` is that of the model it stands under; simple metrics stand nowhere else. */
export function flatMetric(
  metric: FlatMetric,
  home: MetricHome | null,
  entry: PropertyEntry,
  at: Location,
  parsing: Parsing,
): MetricDraft | null {
  const { type, agg } = metric
  const fault = faultOf(metric, home)
  if (fault !== null) {
    parsing.report(invalidMetric(metric.name, fault, at))
    return null
  }
  const parts = semanticParts('metric', metric.name, metric.config, entry, at, parsing)
  if (parts === null) return null
  const apart = metric.non_additive_dimension
  const percentileType = metric.percentile_type?.toLowerCase()
  return {
    ...parts,
    type,
    label: metric.label ?? metric.name,
    description: metric.description,
    typeParams: {
      ...NO_TYPE_PARAMS,
      numerator: metric.numerator,
      denominator: metric.denominator,
      expr: metric.expr,
      metrics: metric.input_metrics,
      conversion_type_params:
        type !== 'conversion'
          ? null
          : {
              entity: metric.entity,
              base_measure: null,
              conversion_measure: null,
              base_metric: metric.base_metric,
              conversion_metric: metric.conversion_metric,
              calculation: metric.calculation,
              window: metric.window,
              constant_properties: metric.constant_properties,
            },
      cumulative_type_params:
        type !== 'cumulative'
          ? null
          : {
              window: metric.window,
              grain_to_date: metric.grain_to_date,
              period_agg: metric.period_agg,
              metric: metric.input_metric,
            },
      metric_aggregation_params:
        agg === null || home === null
          ? null
          : {
              semantic_model: home.semanticModel,
              agg,
              agg_params: {
                percentile: metric.percentile,
                use_discrete_percentile: percentileType === 'discrete',
                use_approximate_percentile: percentileType === 'continuous',
              },
              agg_time_dimension: metric.agg_time_dimension ?? home.aggTimeDimension,
              non_additive_dimension:
                apart === null
                  ? null
                  : { name: apart.name, window_choice: apart.window_agg, window_groupings: apart.group_by },
            },
      join_to_timespine: metric.join_to_timespine,
      is_private: metric.hidden,
    },
    filter: metric.filter,
    timeGranularity: metric.time_granularity,
    meta: {},
    tags: [],
    refs: [],
  }
}

function faultOf(metric: FlatMetric, home: MetricHome | null): string | null {
  const missing = (key: keyof FlatMetric): string | null =>
    metric[key] === null ? `is a ${metric.type} metric and has no ${key}` : null
  switch (metric.type) {
    case 'simple':
      if (metric.agg === null) return missing('agg')
      return home === null ? 'is a simple metric, which stands under the model it is of' : null
    case 'cumulative':
      return missing('input_metric')
    case 'conversion':
      return missing('base_metric') ?? missing('conversion_metric') ?? missing('entity')
    default:
      return null
  }
}
