import { Dict, Float, PySet, Tuple, Undefined, type Value } from './value.ts'

/** Python's `bool(x)`: empty, zero, None and missing are false. */
export function isTrue(value: Value): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return value !== ''
  if (value === null) return false
  if (typeof value === 'number') return value !== 0
  if (typeof value === 'function' || typeof value === 'bigint') return true
  if (Array.isArray(value)) return value.length > 0
  if (value instanceof Dict || value instanceof PySet) return value.size > 0
  if (value instanceof Undefined) return false
  if (value instanceof Float) return value.value !== 0
  if (value instanceof Tuple) return value.items.length > 0
  return value.truth
}
