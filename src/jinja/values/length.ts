import { PythonError } from './python-error.ts'
import { characterCount } from './text.ts'
import { typeName } from './type-name.ts'
import { Dict, HostObject, PySet, Tuple, Undefined, type Value } from './value.ts'

/** Python's `len(x)`; undefined for what has none. A missing value has length 0. */
export function measure(value: Value): number | undefined {
  if (typeof value === 'string') return characterCount(value)
  if (Array.isArray(value)) return value.length
  if (value instanceof Tuple) return value.items.length
  if (value instanceof Dict || value instanceof PySet) return value.size
  if (value instanceof Undefined) return 0
  return value instanceof HostObject ? value.length : undefined
}

/** Python's `len(x)`, or its error. */
export function lengthOf(value: Value): number {
  const length = measure(value)
  if (length === undefined) throw new PythonError('TypeError', `object of type '${typeName(value)}' has no len()`)
  return length
}
