import { Markup } from './markup.ts'
import { attributeOf } from './methods/table.ts'
import { repr } from './print.ts'
import { PythonError } from './python-error.ts'
import { type SliceBounds, sliceBounds, sliceItems } from './slice-bounds.ts'
import { isSubscriptable, itemOf } from './subscript.ts'
import { characters, textOf } from './text.ts'
import { objectDescription, typeName } from './type-name.ts'
import { type MakeUndefined, undefinedError } from './undefined-error.ts'
import { Dict, HostObject, Tuple, Undefined, type Value } from './value.ts'

/** Jinja2's `value.name`: the attribute, else the item of that name, else a missing value that says whose. */
export function attribute(value: Value, name: string, makeUndefined: MakeUndefined): Value {
  // Not `??`: None is null, and None is an answer.
  const found = attributeOf(value, name)
  if (found !== undefined) return found
  const member = itemOf(value, name)
  return member === undefined ? missing(value, name, makeUndefined) : member
}

/** Jinja2's `value[key]`: the item, else the attribute of that name, else a missing value that says whose. */
export function item(value: Value, key: Value, makeUndefined: MakeUndefined): Value {
  const found = itemOf(value, key)
  if (found !== undefined) return found
  const name = textOf(key)
  const member = name === undefined ? undefined : attributeOf(value, name)
  return member === undefined ? missing(value, key, makeUndefined) : member
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
    if (length !== undefined && items !== undefined) {
      const bounds = sliceBounds(start, stop, step, length)
      return value.slice(bounds) ?? sliceItems([...items], bounds)
    }
  }
  throw new PythonError('TypeError', `'${typeName(value)}' object is not subscriptable`)
}

function sliceText(units: string | readonly string[], bounds: SliceBounds): string {
  if (bounds.step !== 1) return sliceItems<string>(units, bounds).join('')
  const part = units.slice(bounds.start, bounds.stop)
  return typeof part === 'string' ? part : part.join('')
}

/** The missing value for `value.key`, or what a missing value itself answers. */
export function missing(value: Value, key: Value, makeUndefined: MakeUndefined): Value {
  if (value instanceof Undefined) {
    const answer = value.propagate()
    if (answer !== undefined) return answer
    throw undefinedError(value)
  }
  const owner = objectDescription(value)
  const known = value instanceof HostObject ? value.attributeNames : undefined
  if (typeof key === 'string')
    return makeUndefined(key, `'${owner}' has no attribute ${repr(key)}`, known && (() => known))
  return makeUndefined(repr(key), `${owner} has no element ${repr(key)}`)
}
