import type { FreshnessResult } from '../../run/freshness.ts'
import type { Row } from './row.ts'
import { duration } from './words.ts'

/** A source's age as a line of columns. */
export function freshnessRow(result: FreshnessResult, place: string, names: ReadonlyMap<string, string>): Row {
  return {
    place,
    status: result.status === 'runtime error' ? 'error' : result.status,
    kind: 'source',
    name: names.get(result.id) ?? result.id,
    detail: result.status === 'runtime error' ? 'unanswered' : age(result.age),
    time: duration(result.executionTime),
  }
}

/** `3 hours old`: two units at most are worth reading. */
function age(seconds: number | null): string {
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
