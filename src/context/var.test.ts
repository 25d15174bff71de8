import { expect, test } from 'vitest'
import { AssayError } from '../base/diagnostic.ts'
import { BUILT_IN_FILTERS } from '../jinja/filters/table.ts'
import { BUILT_IN_TESTS } from '../jinja/tests/table.ts'
import { Dict, Float, HostObject, NO_KWARGS, Undefined, type Value } from '../jinja/values/value.ts'
import type { YamlMap } from '../yaml/yaml-value.ts'
import { type VarLookup, varFunction, varTable } from './var.ts'

const TABLE = varTable(
  { from_command: 'c', everywhere: 'command' },
  'shop',
  new Map<string, YamlMap>([
    ['shop', { everywhere: 'root', days: 30, stripe: { days: 7, schema: 'root for stripe' } }],
    ['stripe', { days: 1, schema: 'own', only_stripe: true, stripe: { deep: 'own scoped' } }],
  ]),
)

function ask(lookup: VarLookup, name: string, ...rest: readonly Value[]): unknown {
  return call(varFunction(lookup), [name, ...rest])
}

function call(value: Value, args: readonly Value[]): unknown {
  if (!(value instanceof HostObject) || value.callable === undefined) throw new Error('not callable')
  return value.callable(args, NO_KWARGS)
}

test('the command line wins over project files', () => {
  expect(ask(TABLE.forNode('shop', ['shop', 'm']), 'everywhere')).toBe('command')
  expect(ask(TABLE.forNode('stripe', ['stripe', 'm']), 'everywhere')).toBe('command')
})

test('the root project speaks first for a package by name, then for all, then the package for itself', () => {
  const stripe = TABLE.forNode('stripe', ['stripe', 'm'])
  expect(ask(stripe, 'days')).toBe(7)
  expect(ask(stripe, 'schema')).toBe('root for stripe')
  expect(ask(stripe, 'only_stripe')).toBe(true)
  expect(ask(stripe, 'deep')).toBe('own scoped')
  expect(ask(TABLE.forNode('shop', ['shop', 'm']), 'days')).toBe(30)
})

test("a package's own vars are not the root project's", () => {
  expect(ask(TABLE.forNode('shop', ['shop', 'm']), 'only_stripe', 'default')).toBe('default')
})

test('a default holds where nothing is set, none included; a value of null is set', () => {
  const lookup: VarLookup = { layers: [{ nothing: null }], owner: 'm' }
  expect(ask(lookup, 'missing', null)).toBe(null)
  expect(ask(lookup, 'nothing', 'default')).toBe(null)
})

test('values keep their types: a float that is whole stays a float, a mapping is a dict', () => {
  const lookup: VarLookup = { layers: [{ ratio: new Float(2), map: { a: [1, 0.5] } }], owner: 'm' }
  expect(ask(lookup, 'ratio')).toEqual(new Float(2))
  expect(ask(lookup, 'map')).toEqual(Dict.of({ a: [1, new Float(0.5)] }))
})

test('a var that is set nowhere is an error that names who asked and suggests a near one', () => {
  const shop = TABLE.forNode('shop', ['shop', 'staging', 'orders'])
  expect(diagnosticOf(() => ask(shop, 'dais'))).toEqual({
    code: 'unknown-var',
    severity: 'error',
    message: "the variable 'dais' is not set for shop.staging.orders",
    hint: "did you mean 'days'?",
  })
  expect(diagnosticOf(() => ask(shop, '__proto__'))).toMatchObject({ code: 'unknown-var' })
})

test('while parsing a missing var is what the caller says', () => {
  expect(
    call(
      varFunction(TABLE.forNode('shop', []), () => null),
      ['nowhere'],
    ),
  ).toBe(null)
})

test('has_var tells whether a var is set', () => {
  const hasVar = (varFunction(TABLE.forNode('shop', [])) as HostObject).attribute('has_var')
  if (typeof hasVar !== 'function') throw new Error('not a function')
  expect(hasVar(['days'], NO_KWARGS)).toBe(true)
  expect(hasVar(['nowhere'], NO_KWARGS)).toBe(false)
})

test('a value that is Jinja is rendered where a scope is given, and only there', async () => {
  const lookup: VarLookup = { layers: [{ table: "{{ 'raw_' ~ name }}" }], owner: 'm' }
  const scope = () => ({
    filters: BUILT_IN_FILTERS,
    tests: BUILT_IN_TESTS,
    lookup: (name: string) => (name === 'name' ? 'orders' : undefined),
    makeUndefined: (wanted: string) => new Undefined(wanted),
  })
  expect(await call(varFunction(lookup, undefined, scope), ['table'])).toBe('raw_orders')
  expect(ask(lookup, 'table')).toBe("{{ 'raw_' ~ name }}")
})

function diagnosticOf(body: () => unknown): unknown {
  try {
    return body()
  } catch (thrown) {
    return thrown instanceof AssayError ? thrown.diagnostics[0] : thrown
  }
}
