import { Markup } from '../markup.ts'
import { NamedTuple } from '../named-tuple.ts'
import { type Callable, Dict, Float, HostObject, PySet, Tuple, type Value } from '../value.ts'
import { DICT_METHODS } from './dict.ts'
import { LIST_METHODS } from './list.ts'
import { markupMethod } from './markup.ts'
import type { Method } from './method.ts'
import { FLOAT_METHODS, floatAttribute, INT_METHODS, intAttribute } from './number.ts'
import { SET_METHODS } from './set.ts'
import { strMethod } from './str.ts'
import { TUPLE_METHODS } from './tuple.ts'

/** Python's `getattr(value, name)`, or undefined. Nothing but what is listed here exists: no name reaches the host. */
export function attributeOf(value: Value, name: string): Value | undefined {
  switch (typeof value) {
    case 'string':
      return bind(value, strMethod(name))
    case 'number':
    case 'bigint':
      return intAttribute(value, name) ?? bind(value, INT_METHODS[name])
    case 'boolean':
      return intAttribute(Number(value), name) ?? bind(Number(value), INT_METHODS[name])
    case 'function':
      return undefined
  }
  if (Array.isArray(value)) return bind(value, LIST_METHODS[name])
  if (value instanceof Dict) return bind(value, DICT_METHODS[name])
  if (value instanceof Markup) return bind(value, markupMethod(name))
  if (value instanceof HostObject) return value.attribute(name)
  if (value instanceof NamedTuple && value.fields.includes(name)) return value.field(name)
  if (value instanceof Tuple) return bind(value, TUPLE_METHODS[name])
  if (value instanceof PySet) return bind(value, SET_METHODS[name])
  if (value instanceof Float) return floatAttribute(value, name) ?? bind(value, FLOAT_METHODS[name])
  return undefined
}

function bind<Self>(self: Self, method: Method<Self> | undefined): Callable | undefined {
  return method && ((args, kwargs) => method(self, args, kwargs))
}
