import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slice } from './access.ts'
import { toList } from './iterate.ts'
import { Range } from './range.ts'
import { Tuple, type Value } from './value.ts'

const bound = fc.option(fc.integer({ min: -12, max: 12 }), { nil: null })
const step = fc.option(
  fc.integer({ min: -4, max: 4 }).filter((n) => n !== 0),
  { nil: null },
)

/** What Python's manual says of slices: walk by the step, keep what lies between the bounds. */
function slowly<T>(items: readonly T[], start: number | null, stop: number | null, by: number | null): T[] {
  const forward = (by ?? 1) > 0
  const order = items.map((_, index) => index)
  if (!forward) order.reverse()
  const from = start === null ? order[0] : start < 0 ? start + items.length : start
  const inside = order.filter((index) => {
    const afterStart = from === undefined || (forward ? index >= from : index <= from)
    const to = stop === null ? undefined : stop < 0 ? stop + items.length : stop
    return afterStart && (to === undefined || (forward ? index < to : index > to))
  })
  return inside.filter((_, position) => position % Math.abs(by ?? 1) === 0).map((index) => items[index] as T)
}

test('slices of lists, tuples and ranges are those of the manual', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 9 }), bound, bound, step, (items, start, stop, by) => {
      const expected = slowly(items, start, stop, by)
      expect(slice(items, start, stop, by)).toEqual(expected)
      expect(slice(new Tuple(items), start, stop, by)).toEqual(new Tuple(expected))
      const range = new Range(0, items.length, 1)
      const indexes = items.map((_, index) => index)
      expect(toList(slice(range, start, stop, by))).toEqual(slowly(indexes, start, stop, by))
    }),
    { numRuns: 2000 },
  )
})

test('slices of text count characters, not UTF-16 units', () => {
  const text = fc.array(fc.constantFrom('a', 'é', '日', '😀', '🏳'), { maxLength: 9 })
  fc.assert(
    fc.property(text, bound, bound, step, (characters, start, stop, by) => {
      expect(slice(characters.join(''), start, stop, by)).toBe(slowly(characters, start, stop, by).join(''))
    }),
    { numRuns: 1000 },
  )
})

test('a slice is a copy', () => {
  const list: Value[] = [1, 2]
  const copy = slice(list, null, null, null) as Value[]
  copy.push(3)
  expect(list).toEqual([1, 2])
})
