import { AssayError } from '../base/diagnostic.ts'
import { folded } from './constant.ts'
import { recursionTooDeep, unknownFilter, unknownTest } from './errors.ts'
import type { Filter, FilterContext } from './filters/filter.ts'
import { Loop, loopOver } from './loop.ts'
import { callableMacro, MacroValue } from './macro-value.ts'
import type { Test } from './tests/test.ts'
import { attribute, item, slice } from './values/access.ts'
import { binary, negate, positive } from './values/arithmetic.ts'
import { callValue } from './values/call.ts'
import { equals } from './values/equality.ts'
import { iterate } from './values/iterate.ts'
import { compare, contains } from './values/order.ts'
import { print, repr } from './values/print.ts'
import { PythonError } from './values/python-error.ts'
import { isTrue } from './values/truth.ts'
import { typeName } from './values/type-name.ts'
import { Dict, HostObject, type Kwargs, NO_KWARGS, Tuple, Undefined, type Value } from './values/value.ts'

/** Macros calling macros, all in one file. Python gives up a little earlier; JavaScript's own stack is the limit. */
const DEEPEST_CALL = 400

/** Everything emitted code can name, besides its own variables. It has no other way to anything. */
export const RUNTIME = {
  Dict,
  Loop,
  MacroValue,
  NO_KWARGS,
  Tuple,
  Undefined,
  attribute,
  binary,
  call,
  callableMacro,
  compare,
  deeper,
  equals,
  filterNamed,
  folded,
  isIn,
  isTrue,
  item,
  iterate,
  loopOver,
  negate,
  positive,
  setAttribute,
  slice,
  spread,
  spreadKeywords,
  testNamed,
  text: print,
  unpack,
} as const

function call(callee: Value, args: readonly Value[], kwargs: Kwargs): Value | Promise<Value> {
  return typeof callee === 'function' ? callee(args, kwargs) : callValue(callee, args, kwargs)
}

function isIn(element: Value, container: Value): boolean {
  return contains(container, element)
}

/** Counts a call in, or refuses it: then the place is that of the call. */
function deeper(depth: { n: number }): void {
  if (depth.n >= DEEPEST_CALL) throw new AssayError(recursionTooDeep())
  depth.n++
}

/** A filter of the environment; a missing one is an error when it is used. */
function filterNamed({ filters }: FilterContext, name: string): Filter {
  if (Object.hasOwn(filters, name)) return filters[name] as Filter
  return () => {
    throw new AssayError(unknownFilter(name, Object.keys(filters)))
  }
}

function testNamed({ tests }: FilterContext, name: string): Test {
  if (Object.hasOwn(tests, name)) return tests[name] as Test
  return () => {
    throw new AssayError(unknownTest(name, Object.keys(tests)))
  }
}

function setAttribute(object: Value | undefined, name: string, value: Value): void {
  if (object instanceof HostObject && object.setAttribute(name, value)) return
  throw new PythonError('TemplateRuntimeError', 'cannot assign attribute on non-namespace object')
}

/** Python's unpacking: exactly `count` items. */
function unpack(value: Value, count: number): readonly Value[] {
  const items = itemsOf(value)
  if (items.length === count) return items
  const message =
    items.length > count
      ? `too many values to unpack (expected ${count})`
      : `not enough values to unpack (expected ${count}, got ${items.length})`
  throw new PythonError('ValueError', message)
}

function itemsOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value
  if (value instanceof Tuple) return value.items
  return [...iterateOr(value, `cannot unpack non-iterable ${typeName(value)} object`)]
}

/** What is walked over, or a TypeError with these words. */
function iterateOr(value: Value, complaint: string): Iterable<Value> {
  try {
    return iterate(value)
  } catch (error) {
    throw error instanceof PythonError && error.type === 'TypeError' ? new PythonError('TypeError', complaint) : error
  }
}

/** `*value` of a call */
function spread(value: Value): Iterable<Value> {
  return iterateOr(value, `Value after * must be an iterable, not ${typeName(value)}`)
}

/** `**value` of a call, added to the keyword arguments that are written out. */
function spreadKeywords(written: Kwargs, value: Value): Kwargs {
  const pairs = value instanceof Dict ? value : value instanceof HostObject ? value.pairs() : undefined
  if (pairs === undefined)
    throw new PythonError('TypeError', `argument after ** must be a mapping, not ${typeName(value)}`)
  const kwargs = new Map(written)
  for (const [key, item] of pairs) {
    if (typeof key !== 'string') throw new PythonError('TypeError', 'keywords must be strings')
    if (kwargs.has(key)) throw new PythonError('TypeError', `got multiple values for keyword argument ${repr(key)}`)
    kwargs.set(key, item)
  }
  return kwargs
}
