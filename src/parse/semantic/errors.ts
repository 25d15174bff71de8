import type { Diagnostic } from '../../base/diagnostic.ts'
import { didYouMean } from '../../base/near-miss.ts'
import type { Location } from '../../base/position.ts'

function problem(code: string, message: string, at: Location, hint?: string): Diagnostic {
  return { code, severity: 'error', message, at, ...(hint === undefined ? {} : { hint }) }
}

/** Something that a metric cannot be, or lacks. */
export function invalidMetric(name: string, message: string, at: Location, hint?: string): Diagnostic {
  return problem('invalid-metric', `metric '${name}' ${message}`, at, hint)
}

/** The form that dbt-core refuses unless its flag says otherwise. */
export function flatCumulative(name: string, key: string, at: Location): Diagnostic {
  return problem(
    'flat-cumulative-params',
    `metric '${name}' has type_params.${key}, which stands under cumulative_type_params now`,
    at,
    `write it as type_params.cumulative_type_params.${key}`,
  )
}

export function unknownMetric(name: string, owner: string, known: Iterable<string>, at: Location): Diagnostic {
  return problem(
    'unknown-metric',
    `${owner} reads the metric '${name}', which is not there`,
    at,
    didYouMean(name, known),
  )
}

export function disabledMetric(name: string, owner: string, at: Location): Diagnostic {
  return problem(
    'disabled-metric',
    `${owner} reads the metric '${name}', which is disabled`,
    at,
    "enable it (config 'enabled'), or do not read it",
  )
}

export function unknownMeasure(name: string, metric: string, known: Iterable<string>, at: Location): Diagnostic {
  return problem(
    'unknown-measure',
    `metric '${metric}' reads the measure '${name}', which no semantic model has`,
    at,
    didYouMean(name, known),
  )
}

export function disabledMeasure(name: string, metric: string, model: string, at: Location): Diagnostic {
  return problem(
    'disabled-measure',
    `metric '${metric}' reads the measure '${name}' of the semantic model '${model}', which is disabled`,
    at,
  )
}

export function metricCycle(names: readonly string[], at: Location): Diagnostic {
  return problem('metric-cycle', `metrics read each other in a circle: ${names.join(' → ')}`, at)
}

export function noTimeSpine(at: Location): Diagnostic {
  return problem(
    'no-time-spine',
    'semantic models need a time spine: a model with a row for each day, or for less',
    at,
    "give a model 'time_spine: {standard_granularity_column: …}', and that column 'granularity: day'",
  )
}

export function invalidTimeSpine(model: string, message: string, at: Location, hint?: string): Diagnostic {
  return problem('invalid-time-spine', `the time spine of model '${model}' ${message}`, at, hint)
}
