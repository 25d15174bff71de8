import { z } from 'zod'
import { AssayError, type Diagnostic } from '../../base/diagnostic.ts'
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { Exposure } from '../../resources/exposure.ts'
import { badExposureGate, noMetrics, unknownExposureKey } from '../errors.ts'

/** What an exposure of type `ml` asks of its metrics: `config.meta.gates`. */
export interface ExposureGates {
  readonly exposure: Exposure
  readonly gates: readonly MetricGate[]
  readonly from: MetricSource
}

export interface MetricGate {
  readonly metric: string
  readonly min: number | null
  readonly max: number | null
}

/** Where the values are: `config.meta.metrics`. */
export type MetricSource =
  | { readonly kind: 'file'; readonly file: string }
  | {
      readonly kind: 'relation'
      /** `ref('model_metrics')`, as written. */
      readonly relation: string
      readonly where: string | null
      /** The columns with names and values, of a relation with a row for each metric. */
      readonly metric: string
      readonly value: string
    }

const text = z.string({ error: 'text' }).min(1, { error: 'text' })
const number = z.number({ error: 'a number' })
const GATE = z
  .object(
    { metric: text, min: number.nullish(), max: number.nullish() },
    { error: 'a mapping: {metric: macro_f1, min: 0.72}' },
  )
  .refine(({ min, max }) => (min ?? null) !== null || (max ?? null) !== null, { error: 'given a min or a max' })
const FILE = z.object({ file: text })
const RELATION = z.object({ relation: text, where: text.nullish(), metric: text.nullish(), value: text.nullish() })

/** The gates of these exposures; those without any are left out. Throws all that is wrong in them. */
export function exposureGates(exposures: readonly Exposure[]): readonly ExposureGates[] {
  const problems: Diagnostic[] = []
  const read = exposures.flatMap((exposure): readonly ExposureGates[] => {
    const { gates, metrics } = exposure.meta
    if (gates === undefined || gates === null) return []
    if (!Array.isArray(gates)) {
      problems.push(badExposureGate(exposure, 'gates', 'a list of gates'))
      return []
    }
    const found = gates.flatMap((one, at) =>
      checked(exposure, `gates[${at}]`, one, GATE, ['metric', 'min', 'max'], problems),
    )
    const from = metricSource(exposure, metrics, problems)
    return from === null
      ? []
      : [
          {
            exposure,
            from,
            gates: found.map(({ metric, min, max }) => ({ metric, min: min ?? null, max: max ?? null })),
          },
        ]
  })
  const [first, ...more] = problems
  if (first !== undefined) throw new AssayError(first, ...more)
  return read
}

function metricSource(exposure: Exposure, written: Json | undefined, problems: Diagnostic[]): MetricSource | null {
  if (typeof written === 'string') return relation({ relation: written })
  if (written === undefined || written === null) {
    problems.push(noMetrics(exposure))
    return null
  }
  if (isJsonObject(written) && 'file' in written) {
    const [found] = checked(exposure, 'metrics', written, FILE, ['file'], problems)
    return found === undefined ? null : { kind: 'file', file: found.file }
  }
  const keys = ['relation', 'where', 'metric', 'value']
  const [found] = checked(exposure, 'metrics', written, RELATION, [...keys, 'file'], problems)
  return found === undefined ? null : relation(found)
}

function relation(found: z.output<typeof RELATION>): MetricSource {
  const { where = null, metric, value } = found
  return { kind: 'relation', relation: found.relation, where, metric: metric ?? 'metric', value: value ?? 'value' }
}

/** The value as its schema wants it; nothing after reporting what is wrong in it. */
function checked<T>(
  exposure: Exposure,
  path: string,
  value: Json,
  schema: z.ZodType<T>,
  keys: readonly string[],
  problems: Diagnostic[],
): readonly T[] {
  const unknown = isJsonObject(value) ? Object.keys(value as JsonObject).filter((key) => !keys.includes(key)) : []
  for (const key of unknown) problems.push(unknownExposureKey(exposure, path, key, keys))
  const result = schema.safeParse(value)
  if (result.success) return unknown.length > 0 ? [] : [result.data]
  if (unknown.length === 0)
    for (const issue of result.error.issues)
      problems.push(badExposureGate(exposure, [path, ...issue.path.map(String)].join('.'), issue.message))
  return []
}
