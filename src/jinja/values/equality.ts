import { numericOf } from './float.ts'
import { Dict, HostObject, PySet, Tuple, Undefined, type Value } from './value.ts'

/** Python's `a == b`: by value, never an error. */
export function equals(a: Value, b: Value): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a === b
  const x = numericOf(a)
  if (x !== undefined) {
    const y = numericOf(b)
    // Across number and bigint, `<=` and `>=` compare exactly; NaN is neither.
    if (y !== undefined) return typeof x === typeof y ? x === y : x <= y && x >= y
    return b instanceof HostObject && hostEquals(b, a)
  }
  if (a instanceof HostObject) return hostEquals(a, b)
  if (b instanceof HostObject) return hostEquals(b, a)
  if (a === b) return true
  if (Array.isArray(a)) return Array.isArray(b) && itemsEqual(a, b)
  if (a instanceof Tuple) return b instanceof Tuple && itemsEqual(a.items, b.items)
  if (a instanceof Dict) return b instanceof Dict && dictsEqual(a, b)
  if (a instanceof PySet) return b instanceof PySet && a.size === b.size && isSubset(a, b)
  if (a instanceof Undefined) return b instanceof Undefined && a.constructor === b.constructor
  return false
}

/** How containers compare their members: an object is in itself even if it is not equal to itself (nan). */
export function same(a: Value, b: Value): boolean {
  return a === b || equals(a, b)
}

/** True when every member of `a` is in `b`. */
export function isSubset(a: PySet, b: PySet): boolean {
  for (const item of a) if (!b.has(item)) return false
  return true
}

function hostEquals(host: HostObject, other: Value): boolean {
  const { plain } = host
  return plain === undefined ? host.equals(other) : equals(plain, other)
}

function itemsEqual(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((item, index) => same(item, b[index] as Value))
}

function dictsEqual(a: Dict, b: Dict): boolean {
  if (a.size !== b.size) return false
  for (const [key, value] of a) {
    const other = b.get(key)
    if (other === undefined || !same(value, other)) return false
  }
  return true
}
