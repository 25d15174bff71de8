import { callableOf } from '../values/call.ts'
import { integerOf } from '../values/integer.ts'
import { isIterable as canIterate } from '../values/iterate.ts'
import { measure } from '../values/length.ts'
import { Markup } from '../values/markup.ts'
import { isSubscriptable } from '../values/subscript.ts'
import { textOf } from '../values/text.ts'
import { Dict, Float, HostObject, PySet, Undefined, type Value } from '../values/value.ts'
import { plain } from './plain.ts'

/** Tests that ask what kind of value it is. */
export const isDefined = plain('defined', (value) => !(value instanceof Undefined))
export const isUndefined = plain('undefined', (value) => value instanceof Undefined)
export const isNone = plain('none', (value) => value === null)
export const isBoolean = plain('boolean', (value) => typeof value === 'boolean')
export const isFalse = plain('false', (value) => value === false)
export const isTrueItself = plain('true', (value) => value === true)
export const isInteger = plain('integer', (value) => typeof value === 'number' || typeof value === 'bigint')
export const isFloat = plain('float', (value) => value instanceof Float)
/** Booleans count as numbers, as in Python. */
export const isNumber = plain('number', (value) =>
  value instanceof HostObject ? value.isNumber : integerOf(value) !== undefined || value instanceof Float,
)
export const isString = plain('string', (value) => textOf(value) !== undefined)
export const isMapping = plain('mapping', (value) =>
  value instanceof HostObject ? value.isMapping : value instanceof Dict,
)
/** What has a length and items by `[…]`: dicts too, sets not. */
export const isSequence = plain('sequence', hasLengthAndItems)
export const isIterable = plain('iterable', canIterate)
/** A missing value says yes: it can be called, only to fail. */
export const isCallable = plain('callable', (value) => callableOf(value) !== undefined || value instanceof Undefined)
export const isEscaped = plain('escaped', (value) => value instanceof Markup)

function hasLengthAndItems(value: Value): boolean {
  if (measure(value) === undefined || value instanceof PySet) return false
  return !(value instanceof HostObject) || isSubscriptable(value)
}
