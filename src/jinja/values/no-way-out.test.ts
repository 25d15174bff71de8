import { describe, expect, test } from 'vitest'
import { BUILT_IN_FILTERS } from '../filters/table.ts'
import { BUILT_IN_GLOBALS } from '../globals.ts'
import { BUILT_IN_TESTS } from '../tests/table.ts'
import { attribute, item } from './access.ts'
import { binary } from './arithmetic.ts'
import { callValue } from './call.ts'
import { formatFields } from './format/replacement-fields.ts'
import { Markup } from './markup.ts'
import { attributeOf } from './methods/table.ts'
import { NamedTuple } from './named-tuple.ts'
import { Dict, Float, NO_KWARGS, PySet, Tuple, Undefined, type Value } from './value.ts'

const makeUndefined = (wanted: string, reason?: string) => new Undefined(wanted, reason)
const names = new Set(
  [Object.prototype, Function.prototype, Array.prototype, String.prototype, Number.prototype, Map.prototype].flatMap(
    (prototype) => Object.getOwnPropertyNames(prototype),
  ),
)
// Python's own methods of the same name, which are ours and not JavaScript's.
const PYTHONS = new Set(
  'split replace strip find index count format join center title upper lower startswith endswith pop append extend insert remove clear copy sort reverse keys values items get update setdefault union add'.split(
    ' ',
  ),
)
const hostNames = [...names, '__class__', '__globals__', '__init__', '__subclasses__', 'mro', 'func_globals'].filter(
  (name) => !PYTHONS.has(name),
)

const values: readonly (readonly [string, Value])[] = [
  ['None', null],
  ['a bool', true],
  ['an int', 5],
  ['a large int', 2n ** 70n],
  ['a float', new Float(1.5)],
  ['a str', 'text'],
  ['a list', [1, 2]],
  ['a tuple', new Tuple([1, 2])],
  ['a named tuple', new NamedTuple(['grouper', 'list'], [1, []])],
  ['a dict', Dict.of({ a: 1 })],
  ['a set', new PySet([1])],
  ['Markup', new Markup('<b>')],
  ['a function', (args) => args[0] ?? null],
  ...Object.entries(BUILT_IN_GLOBALS),
  ['a bound method', attributeOf('text', 'upper') as Value],
  ['a dict view', call(attributeOf(Dict.of({ a: 1 }), 'keys'))],
  ['a namespace', call(BUILT_IN_GLOBALS.namespace)],
  ['a cycler', call(BUILT_IN_GLOBALS.cycler, 1)],
  ['a joiner', call(BUILT_IN_GLOBALS.joiner)],
]

function call(value: Value | undefined, ...args: Value[]): Value {
  return callValue(value as Value, args, NO_KWARGS) as Value
}

describe('no name of JavaScript’s or Python’s internals leads anywhere from', () => {
  test.each(values)('%s', (_, value) => {
    for (const name of hostNames) {
      expect([name, attribute(value, name, makeUndefined)]).toEqual([name, expect.any(Undefined)])
      expect([name, item(value, name, makeUndefined)]).toEqual([name, expect.any(Undefined)])
      const fields = { positional: [value], named: () => null }
      expect(() => formatFields(`{0.${name}}`, fields), name).toThrow()
    }
  })
})

test('a dict may have such keys all the same', () => {
  const dict = Dict.of({ constructor: 1, toString: 2 })
  dict.set('__proto__', 3)
  expect(attribute(dict, 'constructor', makeUndefined)).toBe(1)
  expect(item(dict, '__proto__', makeUndefined)).toBe(3)
})

test('the tables of filters, tests and globals hold their own names only, and cannot be changed', () => {
  for (const table of [BUILT_IN_FILTERS, BUILT_IN_TESTS, BUILT_IN_GLOBALS]) {
    expect(Object.getPrototypeOf(table)).toBe(null)
    expect(Object.isFrozen(table)).toBe(true)
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) expect(table[name]).toBe(undefined)
  }
})

test('one expression cannot take all memory', () => {
  expect(() => call(BUILT_IN_GLOBALS.range, 0, 100_001)).toThrow('Range too big')
  expect(() => binary('*', 'ab', 2 ** 30)).toThrow('the repeated string would be too long')
  expect(() => binary('*', [1, 2], 2 ** 30)).toThrow('the repeated list would be too long')
  expect(() => binary('**', 10, 10 ** 10)).toThrow('too large an integer')
  expect(() => call(attributeOf('a', 'center'), 2 ** 40)).toThrow('the repeated string would be too long')
})
