import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Shop, withShop } from '../../testing/shop-project.ts'

let shop: Shop

beforeAll(async () => {
  shop = await withShop({
    'models/inner.sql': "{{ config(materialized='ephemeral') }}select * from {{ ref('orders') }}\n",
    'models/both.sql': `select customer, '{{ ref('orders').schema }}' as read from {{ ref('orders') }}
union all select customer, '{{ ref('customers').schema }}' from {{ ref('inner') }}
`,
  })
  await shop.call('build')
  await cp(join(shop.folder.path, 'target'), join(shop.folder.path, 'state'), { recursive: true })
  await rm(join(shop.folder.path, 'target'), { recursive: true })
})

afterAll(() => shop?.[Symbol.asyncDispose]())

/** The same project into another schema. */
function call(line: string) {
  return shop.call(line, { environment: { ASSAY_SCHEMA: 'dev' } })
}

const schemasRead = async (): Promise<string> =>
  (await shop.rows('select distinct read from dev.both order by 1')).flat().join(' ')

test('without --defer what is not built here is not found', async () => {
  expect((await call('run --select both')).code).toBe(1)
})

test('refs lead to what the other target has until it is built here', async () => {
  const { code, err } = await call('build --select both --defer --state state')
  expect(err).toBe('')
  expect(code).toBe(0)
  expect(await schemasRead()).toBe('analytics')
  expect(shop.read('target/compiled/shop/models/both.sql')).toMatch(
    /"analytics"\."orders"\n\)[\s\S]*"analytics"\."orders"/,
  )
})

test('what is built in the same run is read from here', async () => {
  expect((await call('run --select orders both --defer --state state')).code).toBe(0)
  expect(await schemasRead()).toBe('analytics dev')
  expect(shop.read('target/compiled/shop/models/orders.sql')).toContain('"analytics"."raw_orders"')
})

test('--favor-state leads to the other target what is not selected, built here or not', async () => {
  await call('run --select both --defer --state state --favor-state')
  expect(await schemasRead()).toBe('analytics')
  await call('run --select orders both --defer --defer-state state --favor-state')
  expect(await schemasRead()).toBe('analytics dev')
})

test('show and compile defer too, and tests', async () => {
  const shown = await call('show --select top --defer --state state --output json --limit -1')
  expect(shown.err).toBe('')
  expect(shown.out).toContain('"spent"')
  expect((await call('compile --select top --defer --state state')).out).toContain('"analytics"."customers"')
  expect((await call('test --select no_debts --defer --state state')).code).toBe(0)
})

test.each([
  ['run --defer', '--defer needs to know what is built elsewhere'],
  ['run --defer --defer-state models', 'models holds no manifest.json, so nothing can be deferred to'],
])('%s is refused', async (line, message) => {
  const { code, err } = await call(line)
  expect(code).toBe(2)
  expect(err).toContain(message)
})
