import { compare } from './order.ts'
import type { Value } from './value.ts'

/** Python's `<`, which is all its sorting ever asks. */
export function isBefore(a: Value, b: Value): boolean {
  return compare('<', a, b)
}

/**
 * Python's `sorted`: stable, also when reversed. Array.prototype.sort will not do: it needs to know which values are
 * equal, and Python's order only says which is before. Short lists ask in Python's own sequence, so that a list of
 * mixed types fails on the same pair.
 */
export function sorted<T>(items: readonly T[], before: (a: T, b: T) => boolean, reverse = false): T[] {
  if (!reverse) return sortItems(items, before)
  return sortItems([...items].reverse(), before).reverse()
}

const SHORT = 64

function sortItems<T>(items: readonly T[], before: (a: T, b: T) => boolean): T[] {
  if (items.length < SHORT) return insertionSort(items, before)
  const middle = items.length >> 1
  return merge(sortItems(items.slice(0, middle), before), sortItems(items.slice(middle), before), before)
}

/** Takes the ordered run at the start as it is (turned round if it falls), then inserts the others by bisection. */
function insertionSort<T>(items: readonly T[], before: (a: T, b: T) => boolean): T[] {
  const run = runLength(items, before)
  const result = items.slice(0, Math.abs(run))
  if (run < 0) result.reverse()
  for (const item of items.slice(result.length)) {
    let low = 0
    let high = result.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (before(item, result[middle] as T)) high = middle
      else low = middle + 1
    }
    result.splice(low, 0, item)
  }
  return result
}

/** How many items at the start rise, or strictly fall (then negative). */
function runLength<T>(items: readonly T[], before: (a: T, b: T) => boolean): number {
  if (items.length < 2) return items.length
  const falls = before(items[1] as T, items[0] as T)
  let end = 2
  while (end < items.length && before(items[end] as T, items[end - 1] as T) === falls) end++
  return falls ? -end : end
}

function merge<T>(left: readonly T[], right: readonly T[], before: (a: T, b: T) => boolean): T[] {
  const merged: T[] = []
  let i = 0
  let j = 0
  while (i < left.length && j < right.length)
    merged.push(before(right[j] as T, left[i] as T) ? (right[j++] as T) : (left[i++] as T))
  while (i < left.length) merged.push(left[i++] as T)
  while (j < right.length) merged.push(right[j++] as T)
  return merged
}
