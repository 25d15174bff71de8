import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Called, callCli } from '../testing/call-cli.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'
import { type ProjectFolder, withProject } from '../testing/with-project.ts'

const FILES = {
  'project.yml': `name: shop
on-run-start: ["create table if not exists hooks_ran (n int)", "insert into hooks_ran values (1)"]
models:
  shop:
    +materialized: table
`,
  'seeds/raw_orders.csv':
    'id,customer,amount,loaded_at\n1,ann,10.5,2024-01-01\n2,bob,3,2024-01-02\n3,ann,7,2024-01-03\n',
  'models/orders.sql': "select id, customer, amount from {{ ref('raw_orders') }}\n",
  'models/customers.sql': "select customer, sum(amount) as spent\nfrom {{ ref('orders') }}\ngroup by customer\n",
  'models/top.sql':
    "{{ config(materialized='view', tags=['nightly']) }}\nselect * from {{ ref('customers') }} limit 1\n",
  'models/models.yml': `version: 2
models:
  - name: orders
    columns:
      - name: id
        data_tests: [unique]
  - name: customers
    columns:
      - name: customer
        data_tests:
          - accepted_values:
              arguments: {values: [ann]}
              config: {severity: warn}
`,
  'tests/no_debts.sql': "select * from {{ ref('customers') }} where spent < 0\n",
  'sources.yml': `version: 2
sources:
  - name: raw
    schema: analytics
    config: {loaded_at_field: 'loaded_at::timestamp'}
    tables:
      - name: raw_orders
        config: {freshness: {warn_after: {count: 1, period: day}, error_after: {count: 100000, period: day}}}
`,
  'exposures.yml': `version: 2
exposures:
  - {name: board, type: dashboard, owner: {name: Ann, email: ann@example.com}, depends_on: [ref('top')]}
`,
  'macros/say.sql': `{% macro say(what, loud=false) %}{{ print(what ~ ('!' if loud else '')) }}{% endmacro %}
{% macro make(name) %}{% do run_query('create table ' ~ name ~ ' (id int)') %}{% endmacro %}
`,
  'analyses/look.sql': "select count(*) as orders from {{ ref('orders') }}\n",
}

let database: TestDatabase
let folder: ProjectFolder

beforeAll(async () => {
  database = await withDatabase()
  folder = await withProject(FILES)
})

afterAll(async () => {
  await folder?.[Symbol.asyncDispose]()
  await database?.[Symbol.asyncDispose]()
})

async function call(
  line: string | readonly string[],
  options: { readonly window?: { columns: number; rows: number } } = {},
): Promise<Called> {
  const called = await callCli(line, { cwd: folder.path, environment: { DATABASE_URL: database.url }, ...options })
  const place = new URL(database.url)
  const hidden = (text: string): string =>
    text.replaceAll(place.pathname.slice(1), 'db').replaceAll(place.host, 'host').replaceAll(folder.path, '/shop')
  return { ...called, out: hidden(called.out), err: hidden(called.err), screen: hidden(called.screen) }
}

const read = (path: string): string => readFileSync(join(folder.path, path), 'utf8')
const json = (path: string) => JSON.parse(read(path))

async function rows(sql: string): Promise<readonly (readonly (string | null)[])[]> {
  await using session = await database.warehouse.open()
  return (await session.query(sql, [])).rows
}

test('build does everything in order, a line each, and ends with the counts', async () => {
  const { code, out, err } = await call('build --threads 1')
  expect(out).toBe(`shop → environment: db at host, schema analytics
3 models, 1 seed and 3 tests, 1 thread

     ok     hook   shop-on-run-start-0                                    0.00s
     ok     hook   shop-on-run-start-1                                    0.00s
1/7  ok     seed   analytics.raw_orders                         3 rows    0.00s
2/7  ok     table  analytics.orders                             3 rows    0.00s
3/7  pass   test   unique_orders_id                                       0.00s
4/7  ok     table  analytics.customers                          2 rows    0.00s
5/7  warn   test   accepted_values_customers_customer__ann    1 result    0.00s
6/7  pass   test   no_debts                                               0.00s
7/7  ok     view   analytics.top                                          0.00s

warn  accepted_values_customers_customer__ann: 1 result
  models/models.yml:11:13

Done in 0.00s: 4 built, 2 passed, 1 warned
`)
  expect(err).toBe('')
  expect(code).toBe(0)
  expect(await rows('select * from analytics.top')).toHaveLength(1)
})

test('a run leaves artifacts, compiled SQL, what was sent, and a log with every statement', () => {
  const results = json('target/run_results.json')
  expect(results.args).toMatchObject({
    which: 'build',
    threads: 1,
    vars: {},
    invocation_command: 'assay build --threads 1',
  })
  expect(
    results.results.map((one: { unique_id: string; status: string }) => `${one.unique_id} ${one.status}`),
  ).toContain('model.shop.customers success')
  const manifest = json('target/manifest.json')
  expect(manifest.nodes['model.shop.customers']).toMatchObject({
    compiled: true,
    compiled_path: 'target/compiled/shop/models/customers.sql',
    build_path: 'target/run/shop/models/customers.sql',
  })
  expect(manifest.metadata.invocation_id).toBe(results.metadata.invocation_id)
  expect(read('target/compiled/shop/models/customers.sql')).toBe(manifest.nodes['model.shop.customers'].compiled_code)
  expect(read('target/run/shop/models/customers.sql')).toMatch(/^create table .*analytics/)
  expect(read('target/run/shop/models/models.yml/unique_orders_id.sql')).toContain('count(*)')
  const log = read('logs/assay.log')
  expect(log).toContain('assay build --threads 1')
  expect(log).toContain('create or replace view')
})

test('what fails is told with its place, its line, and what to do; what needs it is skipped', async () => {
  await folder.write(
    'models/customers.sql',
    "select customer, sum(amout) as spent\nfrom {{ ref('orders') }}\ngroup by customer\n",
  )
  const { code, out } = await call('build --threads 1 --exclude resource_type:seed')
  expect(
    out.slice(out.indexOf('4/6')),
  ).toBe(`4/6  skip   test   accepted_values_customers_customer__ann    needs customers
5/6  skip   test   no_debts                                   needs customers
6/6  skip   view   analytics.top                              needs customers

error  table customers  models/customers.sql:1:22
  column "amout" does not exist
  > 1 | select customer, sum(amout) as spent
      |                      ^
    2 | from {{ ref('orders') }}
    3 | group by customer
  → Perhaps you meant to reference the column "orders.amount".
  compiled  target/compiled/shop/models/customers.sql

Failed in 0.00s: 1 built, 1 passed, 1 error, 3 skipped
→ when it is mended: assay retry
`)
  expect(code).toBe(1)
})

test('retry takes up what failed and what waited for it, as it was called', async () => {
  await folder.write('models/customers.sql', FILES['models/customers.sql'])
  const { code, out } = await call('retry')
  expect(out.split('\n')[1]).toBe('2 models and 2 tests, 1 thread')
  expect(out).toContain('Done in 0.00s: 2 built, 1 passed, 1 warned\n')
  expect(code).toBe(0)
  expect(json('target/run_results.json').args.which).toBe('build')
  expect(await call('retry')).toMatchObject({ code: 0, out: 'nothing to do: the last build left nothing unfinished\n' })
})

test('a failing test shows how to see its rows', async () => {
  await folder.write('tests/no_debts.sql', "select * from {{ ref('customers') }} where spent > 0\n")
  const { code, out } = await call('test --select no_debts')
  expect(out).toContain(`
fail  test no_debts  tests/no_debts.sql:1:1
  Got 2 results, configured to fail if != 0
  rows      assay show --select no_debts
  compiled  target/compiled/shop/tests/no_debts.sql
`)
  expect(code).toBe(1)
  const kept = await call('test --select no_debts --store-failures')
  expect(kept.out).toContain('  rows      kept in "db"."analytics_dbt_test__audit"."no_debts"\n')
  expect(await rows('select * from analytics_dbt_test__audit.no_debts')).toHaveLength(2)
  await folder.write('tests/no_debts.sql', FILES['tests/no_debts.sql'])
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
  ['build --exclude-resource-types test --select customers+', 'all but the kinds left out', ['customers', 'top']],
])('%s takes %s', async (line, _what, names) => {
  const { code } = await call(`${line} --threads 1`)
  expect(code).toBe(0)
  const ran = json('target/run_results.json').results.map((one: { unique_id: string }) => one.unique_id)
  expect(ran.filter((id: string) => !id.startsWith('operation.')).map((id: string) => id.split('.')[2])).toEqual(names)
})

test('what selects nothing is told with what may have been meant, and nothing is done', async () => {
  const before = await rows('select count(*) from hooks_ran')
  const { code, out, err } = await call('run --select ordrs')
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
  expect(await rows('select count(*) from hooks_ran')).toEqual(before)
  expect((await call('run --select ordrs --warn-error')).code).toBe(2)
})

test.each([
  [
    'ls',
    [
      'source:shop.raw.raw_orders',
      'exposure:shop.board',
      'shop.customers',
      'shop.orders',
      'shop.top',
      'shop.raw_orders',
      'shop.accepted_values_customers_customer__ann',
      'shop.no_debts',
      'shop.unique_orders_id',
    ],
  ],
  ['ls --select tag:nightly --output path', ['models/top.sql']],
  ['ls --select source:raw exposure:board --output name', ['raw.raw_orders', 'board']],
  ['list --resource-type analysis --output name', ['look']],
  ['ls -m +top', ['shop.customers', 'shop.orders', 'shop.top']],
  [
    'ls --select top --output json --output-keys name config.materialized depends_on.nodes',
    ['{"name":"top","config.materialized":"view","depends_on.nodes":["model.shop.customers"]}'],
  ],
])('%s prints one a line, and nothing else', async (line, expected) => {
  const { code, out, err } = await call(line)
  expect(out.trimEnd().split('\n').sort()).toEqual([...expected].sort())
  expect([code, err]).toEqual([0, ''])
})

test('ls --output json has the keys that dbt gives', async () => {
  const { out } = await call('ls --select customers --resource-type model --output json')
  expect(Object.keys(JSON.parse(out))).toEqual([
    'name',
    'resource_type',
    'package_name',
    'original_file_path',
    'unique_id',
    'alias',
    'config',
    'tags',
    'depends_on',
  ])
})

test('show prints the first rows of a model as a table or as JSON', async () => {
  const { out, code } = await call('show --select customers --limit 1')
  expect(out).toMatch(/^customer {2}spent\n─{8} {2}─{5}\n(?:ann {7}17\.5|bob {11}3)\n1 row\n$/)
  expect(code).toBe(0)
  const asJson = await call('show -s raw_orders --limit 1 --output json')
  expect(JSON.parse(asJson.out)).toEqual({
    node: 'raw_orders',
    show: [{ id: 1, customer: 'ann', amount: 10.5, loaded_at: '2024-01-01' }],
  })
})

test('show runs SQL given inline, and keeps nothing that it does', async () => {
  const sql = "select count(*) as n from {{ ref('orders') }}"
  expect((await call(['show', '--inline', sql])).out).toBe('n\n─\n3\n1 row\n')
  const before = await rows('select count(*) from analytics.orders')
  const changing = 'with gone as (delete from analytics.orders returning id) select id from gone'
  expect((await call(['show', '--inline', changing, '--limit', '-1'])).out).toContain('3 rows')
  expect(await rows('select count(*) from analytics.orders')).toEqual(before)
})

test('a mistake in inline SQL has its place in it', async () => {
  const { code, err } = await call(['show', '--inline', "select *\nfrom {{ ref('ordrs') }}"])
  expect(err).toBe(`error[unknown-ref] ref('ordrs') finds no model, seed or snapshot
  --inline:2:9
    1 | select *
  > 2 | from {{ ref('ordrs') }}
      |         ^
  → did you mean 'orders'?
`)
  expect(code).toBe(2)
  const wrong = await call(['show', '--inline', "select nope\nfrom {{ ref('orders') }}"])
  expect(wrong.err.split('\n').slice(0, 2)).toEqual(['error[database] column "nope" does not exist', '  --inline:1:8'])
})

test('compile prints the SQL of one node, and writes that of all', async () => {
  const { out, code } = await call('compile --select top')
  expect(out).toBe(`compiled 1 node into target/compiled

select * from "db"."analytics"."customers" limit 1
`)
  expect(code).toBe(0)
  expect((await call('compile')).out).toBe('compiled 7 nodes into target/compiled\n')
  expect(read('target/compiled/shop/analyses/look.sql')).toContain('select count(*) as orders')
  const inline = await call(['compile', '--inline', "select 1 from {{ ref('top') }}", '--output', 'json'])
  expect(JSON.parse(inline.out)).toEqual({ compiled: expect.stringContaining('"analytics"."top"') })
})

test('run-operation calls a macro with arguments, and keeps what it did', async () => {
  expect(await call(['run-operation', 'say', '--args', '{what: hello, loud: true}'])).toMatchObject({
    code: 0,
    out: 'hello!\n',
    err: '',
  })
  expect((await call(['run-operation', 'make', '--args', 'name: made_by_macro'])).code).toBe(0)
  expect(await rows("select to_regclass('made_by_macro') is not null")).toEqual([['t']])
  expect(
    (await call(['run-operation', '--sql', "create table from_sql as select '{{ target.schema }}' as schema"])).code,
  ).toBe(0)
  expect(await rows('select * from from_sql')).toEqual([['analytics']])
})

test('a macro that fails is a failure, and leaves nothing behind', async () => {
  const { code, err } = await call(['run-operation', '--sql', 'create table half (id int); select nope'])
  expect(err).toContain('error[database] column "nope" does not exist')
  expect(code).toBe(1)
  expect(await rows("select to_regclass('half') is null")).toEqual([['t']])
  const unknown = await call('run-operation sya')
  expect(unknown).toMatchObject({
    code: 1,
    err: "error[unknown-macro] there is no macro 'sya'\n  → did you mean 'say'?\n",
  })
  expect(await call(['run-operation', 'say', '--args', '[1]'])).toMatchObject({
    code: 2,
    err: "error[wrong-type] --args must be a mapping, not a list\n  → write --args '{name: value}'\n",
  })
})

test('freshness tells the age of sources, writes it down, and both spellings mean the same', async () => {
  const { code, out } = await call('freshness')
  expect(out).toMatch(
    /^1\/1 {2}warn {3}source {2}raw\.raw_orders +\d+ days old +0\.00s\n\n1 source: 0 fresh, 1 late\n$/,
  )
  expect(code).toBe(0)
  expect(json('target/sources.json').results[0]).toMatchObject({
    unique_id: 'source.shop.raw.raw_orders',
    status: 'warn',
  })
  expect((await call(['source', 'freshness', '-o', 'age.json', '--warn-error'])).code).toBe(1)
  expect(json('age.json').results).toHaveLength(1)
})

test('docs generate writes what the database holds', async () => {
  const { code, out } = await call('docs generate')
  expect(out).toBe('compiled 7 nodes into target/compiled\n4 relations in target/catalog.json\n')
  expect(code).toBe(0)
  expect(Object.keys(json('target/catalog.json').nodes['model.shop.customers'].columns)).toEqual(['customer', 'spent'])
})

test('parse says what there is', async () => {
  expect((await call('parse')).out).toMatch(/^shop: 3 models, 1 analysis, 1 seed, .*, read in/)
})

test('debug says which database, why, and that it answers', async () => {
  const { code, out } = await call('debug')
  expect(
    out
      .replace(/PostgreSQL [\d.]+/, 'PostgreSQL 0')
      .replace(/Node.*/, 'Node.js')
      .replace(/in \d+ ms/, 'in 0 ms'),
  ).toBe(`assay       ${json('../../package.json' as never) ?? ''}`)
  expect(code).toBe(0)
})

test('JSON lines are all that is on standard output, and say the same', async () => {
  const { code, out, err } = await call('build --select orders --log-format json')
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ info }) => info.name)).toEqual([
    'MainReportVersion',
    'FoundStats',
    'ConcurrencyLine',
    'LogHookEndLine',
    'LogHookEndLine',
    'LogStartLine',
    'LogModelResult',
    'LogStartLine',
    'LogTestResult',
    'FinishedRunningStats',
    'EndOfRunSummary',
    'StatsLine',
  ])
  expect(new Set(lines.map(({ info }) => info.invocation_id))).toEqual(
    new Set([json('target/run_results.json').metadata.invocation_id]),
  )
  expect([code, err]).toEqual([0, ''])
})

test('quiet prints nothing but what goes wrong', async () => {
  expect(await call('build --quiet')).toMatchObject({ code: 0, out: '', err: '' })
})

test('a terminal ends with the same rows and summary, and no trace of the live lines', async () => {
  const { screen, code } = await call('build --select orders --threads 1', { window: { columns: 80, rows: 24 } })
  expect(screen).toBe(`shop → environment: db at host, schema analytics
1 model and 1 test, 1 thread

     ok     hook   shop-on-run-start-0                      0.00s
     ok     hook   shop-on-run-start-1                      0.00s
1/2  ok     table  analytics.orders        3 rows    0.00s
2/2  pass   test   unique_orders_id                  0.00s

Done in 0.00s: 1 built, 1 passed
`)
  expect(code).toBe(0)
})

test('mistakes of a project are told together, with exit code 2', async () => {
  await folder.write('models/broken.sql', "select * from {{ ref('nowhere') }}\n")
  await folder.write('models/broken_too.sql', 'select {{ 1 +\n')
  const { code, out, err } = await call('build')
  expect(err).toContain(
    "error[unknown-ref] ref('nowhere') finds no model, seed or snapshot\n  models/broken.sql:1:18\n",
  )
  expect(err).toContain('models/broken_too.sql:')
  expect([code, out]).toEqual([2, ''])
  const { rm } = await import('node:fs/promises')
  await rm(join(folder.path, 'models/broken.sql'))
  await rm(join(folder.path, 'models/broken_too.sql'))
})

test('clean deletes the target folder and nothing else', async () => {
  expect(existsSync(join(folder.path, 'target'))).toBe(true)
  expect(await call('clean')).toMatchObject({ code: 0, out: 'deleted target\n' })
  expect(existsSync(join(folder.path, 'target'))).toBe(false)
  expect(existsSync(join(folder.path, 'models'))).toBe(true)
  expect(await call('clean')).toMatchObject({ code: 0, out: 'there was nothing to delete\n' })
})

void writeFileSync
