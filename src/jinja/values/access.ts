import { integerOf } from './integer.ts'
import { Markup } from './markup.ts'
import { attributeOf } from './methods/table.ts'
import { repr } from './print.ts'
import { PythonError } from './python-error.ts'
import { Range } from './range.ts'
import { type SliceBounds, sliceBounds, sliceItems } from './slice-bounds.ts'
import { characters, hasSurrogates } from './text.ts'
import { objectDescription, typeName } from './type-name.ts'
import { type MakeUndefined, undefinedError } from './undefined-error.ts'
import { Dict, HostObject, PySet, Tuple, Undefined, type Value } from './value.ts'

/** Jinja2's `value.name`: the attribute, else the item of that name, else a missing value that says whose. */
export function attribute(value: Value, name: string, makeUndefined: MakeUndefined): Value {
  return attributeOf(value, name) ?? itemOf(value, name) ?? missing(value, name, makeUndefined)
}

/** Jinja2's `value[key]`: the item, else the attribute of that name, else a missing value that says whose. */
export function item(value: Value, key: Value, makeUndefined: MakeUndefined): Value {
  const found = itemOf(value, key) ?? (typeof key === 'string' ? attributeOf(value, key) : undefined)
  return found ?? missing(value, key, makeUndefined)
}

/** Python's `value[start:stop:step]`; None stands for what was left out. Unlike items, a wrong slice is an error. */
export function slice(value: Value, start: Value, stop: Value, step: Value): Value {
  if (typeof value === 'string') {
    const units = characters(value)
    return sliceText(units, sliceBounds(start, stop, step, units.length))
  }
  if (Array.isArray(value)) return sliceItems(value, sliceBounds(start, stop, step, value.length))
  if (value instanceof Tuple)
    return new Tuple(sliceItems(value.items, sliceBounds(start, stop, step, value.items.length)))
  if (value instanceof Range) return value.slice(sliceBounds(start, stop, step, value.length))
  if (value instanceof Markup) return new Markup(slice(value.text, start, stop, step) as string)
  if (value instanceof Undefined) {
    const answer = value.propagate()
    if (answer !== undefined) return answer
    throw undefinedError(value)
  }
  if (value instanceof Dict) throw new PythonError('TypeError', "unhashable type: 'slice'")
  if (value instanceof HostObject && isSubscriptable(value)) {
    const { length } = value
    const items = value.iterate()
    if (length !== undefined && items !== undefined)
      return sliceItems([...items], sliceBounds(start, stop, step, length))
  }
  throw new PythonError('TypeError', `'${typeName(value)}' object is not subscriptable`)
}

/** Python's `value[key]` where its TypeErrors and LookupErrors are undefined. */
function itemOf(value: Value, key: Value): Value | undefined {
  if (value instanceof Dict) return isHashable(key) ? value.get(key) : undefined
  if (value instanceof HostObject) return value.item(key)
  const index = integerOf(key)
  if (typeof index !== 'number') return undefined
  if (Array.isArray(value)) return value.at(index)
  if (value instanceof Tuple) return value.items.at(index)
  if (typeof value !== 'string') return undefined
  if (!hasSurrogates(value)) return value.at(index)
  return Array.from(value).at(index)
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

function sliceText(units: string | readonly string[], bounds: SliceBounds): string {
  if (bounds.step !== 1) return sliceItems<string>(units, bounds).join('')
  const part = units.slice(bounds.start, bounds.stop)
  return typeof part === 'string' ? part : part.join('')
}

function missing(value: Value, key: Value, makeUndefined: MakeUndefined): Value {
  if (value instanceof Undefined) {
    const answer = value.propagate()
    if (answer !== undefined) return answer
    throw undefinedError(value)
  }
  const owner = objectDescription(value)
  if (typeof key === 'string') return makeUndefined(key, `'${owner}' has no attribute ${repr(key)}`)
  return makeUndefined(repr(key), `${owner} has no element ${repr(key)}`)
}
