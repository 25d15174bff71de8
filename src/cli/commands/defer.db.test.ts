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

test('compile of one node writes the ephemeral models inside it, too', async () => {
  expect((await call('compile --select both --defer --state state')).code).toBe(0)
  expect(shop.read('target/compiled/shop/models/inner.sql')).toContain('"orders"')
})

test('a state that is the target folder itself is warned of: it is written over', async () => {
  await call('parse')
  const { code, err } = await call('ls --select state:modified --state ./target')
  expect(err).toContain('warning[state-is-target] --state and the target folder are the same: target\n')
  expect(code).toBe(0)
  await rm(join(shop.folder.path, 'target'), { recursive: true })
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

test('beside a manifest of dbt, whose built-in macros read otherwise and are fewer, nothing is modified', async () => {
  const manifest = shop.json('state/manifest.json')
  for (const id of Object.keys(manifest.macros)) {
    if (id.startsWith('macro.assay.')) delete manifest.macros[id]
    else if (id.startsWith('macro.dbt.')) manifest.macros[id].macro_sql += ' '
  }
  await shop.folder.write('dbts/manifest.json', JSON.stringify(manifest))
  const { code, out } = await call('--quiet ls --select state:modified --state dbts')
  expect([code, out]).toEqual([0, ''])
})

test.each([
  ['ls --select state:modified --state spoiled', 'spoiled/manifest.json'],
  ['compile --defer --state spoiled', 'spoiled/manifest.json'],
  ['retry --state spoiled', 'spoiled/run_results.json'],
])('%s names the artifact that is not as the format says, the place in it, and the remedy', async (line, file) => {
  const manifest = shop.json('state/manifest.json')
  delete manifest.nodes['model.shop.orders'].alias
  const results = shop.json('state/run_results.json')
  delete results.results[0].status
  await shop.folder.write('spoiled/manifest.json', JSON.stringify(manifest))
  await shop.folder.write('spoiled/run_results.json', JSON.stringify(results))
  const { code, err } = await call(line)
  const place = file.endsWith('manifest.json')
    ? "nodes['model.shop.orders'].alias must be text"
    : 'results[0].status must be'
  expect(err).toContain(`${file}: ${place}`)
  expect(err).toContain('make it again')
  expect(code).toBe(2)
})

test('clone makes views of what the other target has; what is here, or nowhere, is left', async () => {
  await shop.rows('drop schema if exists dev cascade')
  await shop.folder.write('models/fresh.sql', 'select 1 as n')
  const { code, out, err } = await call('clone --state state --threads 1')
  expect(err).toBe('')
  expect(code).toBe(0)
  expect(out).toContain('6 built')
  expect(await relationsIn('dev')).toEqual(['both v', 'customers v', 'orders v', 'raw_orders v', 'top v'])
  expect(
    await shop.rows("select pg_get_viewdef('dev.raw_orders'::regclass) like '%FROM analytics.raw_orders%'"),
  ).toEqual([['t']])
  const { args, results } = shop.json('target/run_results.json')
  expect(args.which).toBe('clone')
  const told = results.map((one: { unique_id: string; status: string; message: string; compiled_code: null }) => [
    one.unique_id,
    one.status,
    one.message,
    one.compiled_code,
  ])
  expect(told[0]).toEqual(['model.shop.fresh', 'success', 'No-op', null])
  expect(told).toContainEqual(['seed.shop.raw_orders', 'success', 'CREATE VIEW', null])
  await rm(join(shop.folder.path, 'models/fresh.sql'))
})

test('a clone stays as it is until --full-refresh, which also makes tables into clones', async () => {
  await shop.rows('drop view dev.customers cascade')
  await shop.rows('create table dev.customers (n int)')
  expect((await call('clone --state state --select customers orders')).code).toBe(0)
  expect(shop.json('target/run_results.json').results.map((one: { message: string }) => one.message)).toEqual([
    'No-op',
    'No-op',
  ])
  expect((await call('clone --state state --select customers --full-refresh')).code).toBe(0)
  expect(await relationsIn('dev')).toContain('customers v')
})

test('what is its own clone is left alone', async () => {
  expect((await shop.call('clone --state state --full-refresh')).code).toBe(0)
  expect(await relationsIn('analytics')).toContain('orders r')
})

async function relationsIn(schema: string): Promise<readonly string[]> {
  const rows = await shop.rows(
    `select relname || ' ' || relkind::text from pg_class where relnamespace = '${schema}'::regnamespace and relkind in ('r', 'v') order by 1`,
  )
  return rows.map(([row]) => row ?? '')
}
