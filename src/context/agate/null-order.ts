import { same } from '../../jinja/values/equality.ts'
import { isBefore } from '../../jinja/values/sort.ts'
import type { Value } from '../../jinja/values/value.ts'

/** agate's order: null is after everything, and neither before nor after another null. */
export function isBeforeNullsLast(a: Value, b: Value): boolean {
  if (a === null) return false
  return b === null || isBefore(a, b)
}

/** The same for several keys. Two nulls are not equal to each other: keys behind them are not asked. */
export function areBeforeNullsLast(a: readonly Value[], b: readonly Value[]): boolean {
  for (const [index, key] of a.entries()) {
    const other = b[index] as Value
    if (key === null || other === null || !same(key, other)) return isBeforeNullsLast(key, other)
  }
  return false
}
