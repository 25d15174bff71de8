import { integerOf } from './integer.ts'
import { repr } from './print.ts'
import { PythonError } from './python-error.ts'
import { hasSurrogates } from './text.ts'
import { typeName } from './type-name.ts'
import { undefinedError } from './undefined-error.ts'
import { Dict, HostObject, PySet, Tuple, Undefined, type Value } from './value.ts'

/** Python's `value[key]`, or undefined where Python raises a TypeError or a LookupError. */
export function itemOf(value: Value, key: Value): Value | undefined {
  if (value instanceof Dict) return isHashable(key) ? value.get(key) : undefined
  if (value instanceof HostObject) return value.item(key)
  const index = integerOf(key)
  if (typeof index !== 'number') return undefined
  if (Array.isArray(value)) return value.at(index)
  if (value instanceof Tuple) return value.items.at(index)
  if (typeof value !== 'string') return undefined
  return hasSurrogates(value) ? Array.from(value).at(index) : value.at(index)
}

/** Python's `value[key]`, or its error. */
export function subscript(value: Value, key: Value): Value {
  const found = itemOf(value, key)
  return found === undefined ? fail(value, key) : found
}

/** A host object has items when its class says how to get them. */
export function isSubscriptable(value: HostObject): boolean {
  return value.item !== HostObject.prototype.item
}

function isHashable(key: Value): boolean {
  if (typeof key !== 'object' || key === null) return true
  if (key instanceof Tuple) return key.items.every(isHashable)
  return !(Array.isArray(key) || key instanceof Dict || key instanceof PySet)
}

function fail(value: Value, key: Value): never {
  if (value instanceof Undefined) throw undefinedError(value)
  if (value instanceof Dict) {
    value.has(key)
    throw new PythonError('KeyError', repr(key))
  }
  const type = typeName(value)
  if (Array.isArray(value) || value instanceof Tuple) {
    if (integerOf(key) !== undefined) throw new PythonError('IndexError', `${type} index out of range`)
    throw new PythonError('TypeError', `${type} indices must be integers or slices, not ${typeName(key)}`)
  }
  if (typeof value === 'string') {
    if (integerOf(key) !== undefined) throw new PythonError('IndexError', 'string index out of range')
    throw new PythonError('TypeError', `string indices must be integers, not '${typeName(key)}'`)
  }
  if (value instanceof HostObject && isSubscriptable(value)) throw new PythonError('KeyError', repr(key))
  throw new PythonError('TypeError', `'${type}' object is not subscriptable`)
}
