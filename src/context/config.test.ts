import { expect, test } from 'vitest'
import { callValue } from '../jinja/values/call.ts'
import { type Callable, type Kwargs, NO_KWARGS, type Value } from '../jinja/values/value.ts'
import { RunConfig } from './config.ts'
import { anyValidator } from './validation.ts'

const CONFIG = new RunConfig({ kind: 'wide', owner: null, meta: { level: 2 } }, "model 'orders'")

test('a config that is none answers none, and only one that is not set answers the default', async () => {
  expect(await ask('get', ['owner', 'nobody'])).toBe(null)
  expect(await ask('get', ['colour', 'red'])).toBe('red')
  expect(await ask('get', ['colour'])).toBe(null)
  expect(await ask('meta_get', ['level', 1])).toBe(2)
})

test('a validator is asked about what `require` answers', async () => {
  expect(await ask('require', ['kind'], { validator: anyOf('wide', 'tall') })).toBe('wide')
  await expect(ask('require', ['kind'], { validator: anyOf('tall') })).rejects.toThrow(
    'Expected value "wide" to be one of tall',
  )
})

test('a validator is asked about what `get` answers where there is a default, as in dbt', async () => {
  await expect(ask('get', ['kind', 'tall'], { validator: anyOf('tall') })).rejects.toThrow('Expected value "wide"')
  expect(await ask('get', ['kind'], { validator: anyOf('tall') })).toBe('wide')
})

test('a validator may take its time', async () => {
  const later: Callable = async ([value]) => {
    throw new Error(`looked at ${value}`)
  }
  await expect(ask('require', ['kind', later])).rejects.toThrow('looked at wide')
})

test('a required config that is missing is an error that names the model', async () => {
  await expect(ask('require', ['colour'])).rejects.toThrow("model 'orders' does not set the required config 'colour'")
})

async function ask(method: string, args: readonly Value[], kwargs: Readonly<Record<string, Value>> = {}) {
  const named: Kwargs = new Map(Object.entries(kwargs))
  return callValue(CONFIG.attribute(method) as Value, args, named)
}

function anyOf(...allowed: readonly Value[]): Value {
  return callValue(anyValidator, allowed, NO_KWARGS) as Value
}
