import { compare } from './order.ts'
import type { Value } from './value.ts'

/** Python's `<`, which is all its sorting ever asks. */
export function isBefore(a: Value, b: Value): boolean {
  return compare('<', a, b)
}

/**
 * Python's `sorted`: stable, also when reversed. Array.prototype.sort will not do: it needs to know which values are
 * equal, and Python's order only says which is before.
 */
export function sorted<T>(items: readonly T[], before: (a: T, b: T) => boolean, reverse = false): T[] {
  if (!reverse) return mergeSort(items, before)
  return mergeSort([...items].reverse(), before).reverse()
}

function mergeSort<T>(items: readonly T[], before: (a: T, b: T) => boolean): T[] {
  if (items.length < 2) return [...items]
  const middle = items.length >> 1
  const left = mergeSort(items.slice(0, middle), before)
  const right = mergeSort(items.slice(middle), before)
  const merged: T[] = []
  let i = 0
  let j = 0
  while (i < left.length && j < right.length)
    merged.push(before(right[j] as T, left[i] as T) ? (right[j++] as T) : (left[i++] as T))
  while (i < left.length) merged.push(left[i++] as T)
  while (j < right.length) merged.push(right[j++] as T)
  return merged
}
