import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SHOP, type Shop, withShop } from '../../testing/shop-project.ts'

let shop: Shop

beforeAll(async () => {
  shop = await withShop()
})

afterAll(() => shop?.[Symbol.asyncDispose]())

test('build does everything in order, a line each, and ends with the counts', async () => {
  const { code, out, err } = await shop.call('build --threads 1')
  expect(out).toBe(`shop → environment: db at host, schema analytics
3 models, 1 seed and 3 tests, 1 thread

     ok     hook   shop-on-run-start-0                                        0.00s
     ok     hook   shop-on-run-start-1                                        0.00s
1/7  ok     seed   analytics.raw_orders                             3 rows    0.00s
2/7  ok     table  analytics.orders                                 3 rows    0.00s
3/7  pass   test   unique_orders_id                                           0.00s
4/7  ok     table  analytics.customers                              2 rows    0.00s
5/7  warn   test   accepted_values_customers_customer__ann        1 result    0.00s
6/7  pass   test   no_debts                                                   0.00s
7/7  ok     view   analytics.top                                              0.00s

warn  accepted_values_customers_customer__ann: 1 result  models/models.yml:11:13

Done in 0.00s: 4 built, 2 passed, 1 warned
→ have a look: assay show --select top
`)
  expect(err).toBe('')
  expect(code).toBe(0)
  expect(await shop.rows('select * from analytics.top')).toHaveLength(1)
})

test('a run leaves artifacts, compiled SQL, what was sent, and a log with every statement', () => {
  const results = shop.json('target/run_results.json')
  expect(results.args).toMatchObject({
    which: 'build',
    threads: 1,
    vars: {},
    invocation_command: 'assay build --threads 1',
  })
  expect(
    results.results.map((one: { unique_id: string; status: string }) => `${one.unique_id} ${one.status}`),
  ).toContain('model.shop.customers success')
  const manifest = shop.json('target/manifest.json')
  expect(manifest.nodes['model.shop.customers']).toMatchObject({
    compiled: true,
    compiled_path: 'target/compiled/shop/models/customers.sql',
    build_path: 'target/run/shop/models/customers.sql',
  })
  expect(manifest.metadata.invocation_id).toBe(results.metadata.invocation_id)
  expect(shop.read('target/compiled/shop/models/customers.sql')).toBe(
    manifest.nodes['model.shop.customers'].compiled_code,
  )
  expect(shop.read('target/run/shop/models/customers.sql')).toMatch(/^create table .*analytics/)
  expect(shop.read('target/run/shop/models/models.yml/unique_orders_id.sql')).toContain('count(*)')
  const log = shop.read('logs/assay.log')
  expect(log).toContain('assay build --threads 1')
  expect(log).toMatch(/create (?:or replace )?view/)
})

test('what fails is told with its place, its line, and what to do; what needs it is skipped', async () => {
  await shop.folder.write(
    'models/customers.sql',
    "select customer, sum(amout) as spent\nfrom {{ ref('orders') }}\ngroup by customer\n",
  )
  const { code, out } = await shop.call('build --threads 1 --exclude resource_type:seed')
  expect(
    out.slice(out.indexOf('3/6')),
  ).toBe(`3/6  error  table  analytics.customers                                        0.00s
     column "amout" does not exist
4/6  skip   test   accepted_values_customers_customer__ann  needs customers
5/6  skip   test   no_debts                                 needs customers
6/6  skip   view   analytics.top                            needs customers

error  table customers  models/customers.sql:1:22
  column "amout" does not exist
  > 1 | select customer, sum(amout) as spent
      |                      ^
    2 | from {{ ref('orders') }}
  → Perhaps you meant to reference the column "orders.amount".
  compiled  target/compiled/shop/models/customers.sql:1:22

Failed in 0.00s: 1 built, 1 passed, 1 error, 3 skipped
→ when it is mended: assay retry
`)
  expect(code).toBe(1)
})

test('retry takes up what failed and what waited for it, as it was called', async () => {
  await shop.folder.write('models/customers.sql', SHOP['models/customers.sql'])
  const { code, out } = await shop.call('retry')
  expect(out.split('\n')[1]).toBe('2 models and 2 tests, 1 thread')
  expect(out).toContain('Done in 0.00s: 2 built, 1 passed, 1 warned\n')
  expect(code).toBe(0)
  expect(shop.json('target/run_results.json').args.which).toBe('build')
  expect(await shop.call('retry')).toMatchObject({
    code: 0,
    out: 'nothing to do: the last build left nothing unfinished\n',
  })
})

test('a failing test shows how to see its rows', async () => {
  await shop.folder.write('tests/no_debts.sql', "select * from {{ ref('customers') }} where spent > 0\n")
  const { code, out } = await shop.call('test --select no_debts')
  expect(out).toContain(`
fail  test no_debts  tests/no_debts.sql:1:1
  Got 2 results, configured to fail if != 0

    customer  spent
    ────────  ─────
    bob       3
    ann       17.5

  rows      assay show --select no_debts
  compiled  target/compiled/shop/tests/no_debts.sql
`)
  expect(code).toBe(1)
  const kept = await shop.call('test --select no_debts --store-failures')
  expect(kept.out).toContain('  rows      kept in "db"."analytics_dbt_test__audit"."no_debts"\n')
  expect(await shop.rows('select * from analytics_dbt_test__audit.no_debts')).toHaveLength(2)
  await shop.folder.write('tests/no_debts.sql', SHOP['tests/no_debts.sql'])
})

test.each([
  ['run', 'models alone', ['orders', 'customers', 'top']],
  ['seed', 'seeds alone', ['raw_orders']],
  ['test --select orders', 'tests of what is selected', ['unique_orders_id']],
  [
    'build --resource-type model seed --select +customers',
    'the kinds asked for',
    ['raw_orders', 'orders', 'customers'],
  ],
  [
    'build --exclude-resource-types test --select customers+',
    'all but the kinds left out, exposures too',
    ['customers', 'top', 'board'],
  ],
])('%s takes %s', async (line, _what, names) => {
  const { code } = await shop.call(`${line} --threads 1`)
  expect(code).toBe(0)
  const ran = shop.json('target/run_results.json').results.map((one: { unique_id: string }) => one.unique_id)
  expect(ran.filter((id: string) => !id.startsWith('operation.')).map((id: string) => id.split('.')[2])).toEqual(names)
})

test('ephemeral models stand in the manifest as they were compiled into others, and lie in files', async () => {
  await shop.folder.write(
    'models/big.sql',
    "{{ config(materialized='ephemeral') }}\nselect * from {{ ref('orders') }} where amount > 5",
  )
  await shop.folder.write('models/bigger.sql', "{{ config(materialized='ephemeral') }}\nselect * from {{ ref('big') }}")
  await shop.folder.write('models/biggest.sql', "select * from {{ ref('bigger') }}")
  expect((await shop.call('build --select +biggest')).code).toBe(0)
  const { nodes } = shop.json('target/manifest.json')
  const { database } = nodes['model.shop.biggest']
  const big = `\nselect * from "${database}"."analytics"."orders" where amount > 5`
  expect(nodes['model.shop.big']).toMatchObject({ compiled: true, compiled_code: big, extra_ctes: [] })
  expect(nodes['model.shop.bigger']).toMatchObject({
    compiled_code: `with __dbt__cte__big as (\n${big}\n) \nselect * from __dbt__cte__big`,
    compiled_path: 'target/compiled/shop/models/bigger.sql',
  })
  expect(nodes['model.shop.biggest'].extra_ctes).toEqual([
    { id: 'model.shop.big', sql: ` __dbt__cte__big as (\n${big}\n)` },
    { id: 'model.shop.bigger', sql: ' __dbt__cte__bigger as (\n\nselect * from __dbt__cte__big\n)' },
  ])
  expect(shop.read('target/compiled/shop/models/bigger.sql')).toBe(nodes['model.shop.bigger'].compiled_code)
  for (const name of ['big', 'bigger', 'biggest']) await rm(join(shop.folder.path, `models/${name}.sql`))
})

test('snapshot tells how many rows it took, and on the next day only those that changed', async () => {
  await shop.folder.write(
    'snapshots/prices.yml',
    "snapshots:\n  - {name: prices, relation: ref('raw_orders'), config: {unique_key: id, strategy: check, check_cols: [amount]}}\n",
  )
  const first = await shop.call('snapshot')
  expect(first.out).toContain('1/1  ok     snapshot  analytics.prices')
  expect(first.out).toMatch(/ {2}3 rows {4}0\.00s\n\nDone in 0\.00s: 1 built\n$/)
  await shop.rows('update analytics.raw_orders set amount = 4 where id = 2 returning id')
  expect((await shop.call('snapshot')).code).toBe(0)
  expect(await shop.rows('select count(*) from analytics.prices')).toEqual([['4']])
  await rm(join(shop.folder.path, 'snapshots/prices.yml'))
})

test('what selects nothing is told with what may have been meant, and nothing is done', async () => {
  const before = await shop.rows('select count(*) from hooks_ran')
  const { code, out, err } = await shop.call('run --select ordrs')
  expect(err).toBe(
    `warning[selects-nothing] 'ordrs' selects nothing
  --select:1:1
  > 1 | ordrs
      | ^
  → did you mean 'orders'?

warning[nothing-selected] nothing is selected, so there is nothing to do
  → 'assay ls' with the same words shows what they select
`.replace('\n\nwarning[nothing', '\nwarning[nothing'),
  )
  expect([code, out]).toEqual([0, ''])
  expect(await shop.rows('select count(*) from hooks_ran')).toEqual(before)
  expect((await shop.call('run --select ordrs --warn-error')).code).toBe(2)
})

test('mistakes of a project are told together, with exit code 2', async () => {
  await shop.folder.write('models/broken.sql', "select * from {{ ref('nowhere') }}\n")
  await shop.folder.write('models/broken_too.sql', 'select {{ 1 +\n')
  const { code, out, err } = await shop.call('build')
  expect(err).toContain(
    "error[unknown-ref] ref('nowhere') finds no model, seed or snapshot\n  models/broken.sql:1:18\n",
  )
  expect(err).toContain('models/broken_too.sql:')
  expect([code, out]).toEqual([2, ''])
  await rm(join(shop.folder.path, 'models/broken.sql'))
  await rm(join(shop.folder.path, 'models/broken_too.sql'))
})
