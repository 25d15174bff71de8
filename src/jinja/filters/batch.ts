import { signature } from '../values/arguments.ts'
import { requireSize } from '../values/integer.ts'
import { floorDivide, modulo } from '../values/integer-arithmetic.ts'
import { iterate, toList } from '../values/iterate.ts'
import type { Value } from '../values/value.ts'
import type { Filter } from './filter.ts'

const bindBatch = signature('batch', ['linecount'], ['fill_with'])

/** Lists of `linecount` items each; the last is filled up. */
export const batch: Filter = (_context, value, args, kwargs) => {
  const [lineCount, fill = null] = bindBatch(args, kwargs)
  const size = requireSize(lineCount)
  const batches: Value[] = []
  let current: Value[] = []
  for (const item of iterate(value)) {
    if (current.length === size) {
      batches.push(current)
      current = []
    }
    current.push(item)
  }
  if (current.length === 0) return batches
  if (fill !== null) while (current.length < size) current.push(fill)
  batches.push(current)
  return batches
}

const bindSlice = signature('slice', ['slices'], ['fill_with'])

/** That many lists of (nearly) the same length; the shorter ones are filled up. */
export const slice: Filter = (_context, value, args, kwargs) => {
  const [slices, fill = null] = bindSlice(args, kwargs)
  const items = toList(value)
  const count = requireSize(slices)
  const perSlice = Number(floorDivide(items.length, count))
  const withExtra = Number(modulo(items.length, count))
  const columns: Value[] = []
  let from = 0
  for (let index = 0; index < count; index++) {
    const to = from + perSlice + (index < withExtra ? 1 : 0)
    const column = items.slice(from, to)
    if (fill !== null && index >= withExtra) column.push(fill)
    columns.push(column)
    from = to
  }
  return columns
}
