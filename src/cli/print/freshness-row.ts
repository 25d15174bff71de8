/** How old sources are: a row each, and in the end what is too old. */
import { ageingName } from '../../assay.ts'
import type { Age } from '../../resources/config.ts'
import type { Ageing } from '../../resources/freshness.ts'
import type { FreshnessResult } from '../../run/freshness.ts'
import type { Row } from './row.ts'
import { count, duration, harmless } from './words.ts'

/** A source's age as a line of columns. */
export function freshnessRow(result: FreshnessResult, place: string, names: ReadonlyMap<string, string>): Row {
  return {
    place,
    status: result.status === 'runtime error' ? 'error' : result.status,
    kind: result.id.startsWith('model.') ? 'model' : 'source',
    name: names.get(result.id) ?? result.id,
    detail: result.status === 'runtime error' ? 'unanswered' : age(result.age),
    time: duration(result.executionTime),
  }
}

/** `3 hours old`: two units at most are worth reading. */
export function age(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return 'no rows'
  if (seconds < 0) return 'in the future'
  const [size, unit] = UNITS.find(([size]) => seconds >= size * 2) ?? [1, 'second']
  return `${Math.floor(seconds / size)} ${unit}s old`
}

const UNITS: readonly (readonly [number, string])[] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
]

/** Which are older than they may be, and the count of all. */
export function printFreshness(results: readonly FreshnessResult[], sources: ReadonlyMap<string, Ageing>): string {
  if (results.length === 0) return 'no source or model has freshness thresholds'
  const old = results.flatMap(({ id, status, age: seconds, criteria }) => {
    const source = sources.get(id)
    if (source === undefined || (status !== 'warn' && status !== 'error')) return []
    const allowed = status === 'warn' ? criteria.warn_after : criteria.error_after
    return [
      `  ${harmless(ageingName(source))}: ${age(seconds)}, ${written(allowed)} allowed (${source.originalPath})\n`,
    ]
  })
  const number = (...statuses: readonly FreshnessResult['status'][]): number =>
    results.filter(({ status }) => statuses.includes(status)).length
  const words = (
    [
      [number('pass'), 'fresh'],
      [number('warn'), 'late'],
      [number('error'), 'too old'],
      [number('runtime error'), 'not answered'],
    ] as const
  )
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${word}`)
  return `\n${old.join('')}${old.length === 0 ? '' : '\n'}${counted(results)}: ${words.join(', ')}`
}

/** `2 sources and 1 model` */
function counted(results: readonly FreshnessResult[]): string {
  const models = results.filter(({ id }) => id.startsWith('model.')).length
  const parts = [
    ...(results.length > models ? [count(results.length - models, 'source')] : []),
    ...(models > 0 ? [count(models, 'model')] : []),
  ]
  return parts.join(' and ')
}

function written({ count: n, period }: Age): string {
  return n === null || period === null ? 'less' : count(n, period)
}
