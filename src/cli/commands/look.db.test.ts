import { existsSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Shop, withShop } from '../../testing/shop-project.ts'
import { packageVersion } from '../version.ts'

let shop: Shop

beforeAll(async () => {
  shop = await withShop()
  await shop.call('build')
})

afterAll(() => shop?.[Symbol.asyncDispose]())

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
  const { code, out, err } = await shop.call(line)
  expect(out.trimEnd().split('\n').sort()).toEqual([...expected].sort())
  expect([code, err]).toEqual([0, ''])
})

test('ls --tree puts what reads something below it, and counts tests', async () => {
  const { code, out, err } = await shop.call('ls --tree')
  expect(out).toBe(`raw_orders  seed
└─ orders  table, 1 test
   └─ customers  table, 2 tests
      └─ top  view
         └─ board  exposure
raw.raw_orders  source
`)
  expect([code, err]).toEqual([0, ''])
})

test('in a tree names are written as asked, and JSON is as it is without', async () => {
  const selected = await shop.call('ls --tree --select customers top --output path')
  expect(selected.out).toBe('models/customers.sql  table, 2 tests\n└─ models/top.sql  view\n')
  const json = await shop.call('ls --tree --select top --output json')
  expect(json.out).toBe((await shop.call('ls --select top --output json')).out)
})

test('timing says where the time of the last run went, and draws it', async () => {
  await using other = await withShop()
  const early = await other.call('timing')
  expect([early.code, early.err]).toEqual([2, expect.stringContaining('nobody knows when what was run')])
  await other.call('build')
  const { code, out, err } = await other.call('timing')
  expect(out).toMatch(/^build of 9 nodes: +0\.00s on \d threads?\n\ncritical path: /)
  expect(out).toContain('threads\n  Thread-1')
  expect([code, err]).toEqual([0, 'drawn in target/timing.html\n'])
  expect(other.read('target/timing.html')).toContain('<h1>shop: where the time went</h1>')
})

test.each([
  ['test', 'test of 5 tests'],
  ['docs generate', '10 nodes compiled for docs generate'],
  ['compile --select customers', 'compile of 3 nodes'],
  ['show --select customers', 'show of 1 node'],
])('timing after %s says what was done, with how many', async (command, head) => {
  await using other = await withShop()
  await other.call('build')
  await other.call(command)
  expect((await other.call('timing')).out.split(':')[0]).toBe(head)
})

test('ls --output json has the keys that dbt gives', async () => {
  const { out } = await shop.call('ls --select customers --resource-type model --output json')
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
  const { out, code } = await shop.call('show --select customers --limit 1')
  expect(out).toMatch(/^customer {2}spent\n─{8} {2}─{5}\n(?:ann {7}17\.5|bob {11}3)\n1 row\n$/)
  expect(code).toBe(0)
  const asJson = await shop.call('show -s raw_orders --limit 1 --output json')
  expect(JSON.parse(asJson.out)).toEqual({
    node: 'raw_orders',
    show: [{ id: 1, customer: 'ann', amount: 10.5, loaded_at: '2024-01-01' }],
  })
})

test('show of several says which is which, versions included', async () => {
  await using prices = await withShop({
    'models/price_v1.sql': 'select 1 as id',
    'models/price_v2.sql': 'select 2 as id',
    'models/price.yml': 'models: [{name: price, latest_version: 1, versions: [{v: 1}, {v: 2}]}]\n',
  })
  expect((await prices.call('show --select price')).out).toBe(
    'price.v1\nid\n──\n 1\n1 row\n\nprice.v2\nid\n──\n 2\n1 row\n',
  )
  const one = await prices.call('show --select price.v2 --output json')
  expect(one.out).toBe('{"node":"price.v2","show":[{"id":2}]}\n')
})

test('show runs SQL given inline, and keeps nothing that it does', async () => {
  const sql = "select count(*) as n from {{ ref('orders') }}"
  expect((await shop.call(['show', '--inline', sql])).out).toBe('n\n─\n3\n1 row\n')
  const before = await shop.rows('select count(*) from analytics.orders')
  const changing = 'with gone as (delete from analytics.orders returning id) select id from gone'
  expect((await shop.call(['show', '--inline', changing, '--limit', '-1'])).out).toContain('3 rows')
  expect(await shop.rows('select count(*) from analytics.orders')).toEqual(before)
})

test('a mistake in inline SQL has its place in it', async () => {
  const { code, err } = await shop.call(['show', '--inline', "select *\nfrom {{ ref('ordrs') }}"])
  expect(err).toBe(`error[unknown-ref] ref('ordrs') finds no model, seed or snapshot
  --inline:2:9
    1 | select *
  > 2 | from {{ ref('ordrs') }}
      |         ^
  → did you mean 'orders'?
`)
  expect(code).toBe(2)
  const wrong = await shop.call(['show', '--inline', "select nope\nfrom {{ ref('orders') }}"])
  expect(wrong.err.split('\n').slice(0, 2)).toEqual(['error[database] column "nope" does not exist', '  --inline:1:8'])
})

test('compile prints the SQL of one node, and writes that of all', async () => {
  expect(await shop.call('compile --select top')).toMatchObject({
    code: 0,
    out: '\nselect * from "db"."analytics"."customers" limit 1\n',
    err: 'compiled 1 node into target/compiled\n',
  })
  expect(await shop.call('compile')).toMatchObject({ out: '', err: 'compiled 9 nodes into target/compiled\n' })
  expect(shop.read('target/compiled/shop/analyses/look.sql')).toContain('select count(*) as orders')
  // The test of `orders` is compiled, too.
  expect(await shop.call('compile --select orders')).toMatchObject({
    out: expect.stringContaining('raw_orders'),
    err: 'compiled 2 nodes into target/compiled\n',
  })
  const inline = await shop.call(['compile', '--inline', "select 1 from {{ ref('top') }}", '--output', 'json'])
  expect(JSON.parse(inline.out)).toEqual({ compiled: expect.stringContaining('"analytics"."top"') })
})

test('run-operation calls a macro with arguments, and keeps what it did', async () => {
  expect(await shop.call(['run-operation', 'say', '--args', '{what: hello, loud: true}'])).toMatchObject({
    code: 0,
    out: 'hello!\n',
    err: '',
  })
  expect((await shop.call(['run-operation', 'make', '--args', 'name: made_by_macro'])).code).toBe(0)
  expect(await shop.rows("select to_regclass('made_by_macro') is not null")).toEqual([['t']])
  expect(
    (await shop.call(['run-operation', '--sql', "create table from_sql as select '{{ target.schema }}' as schema"]))
      .code,
  ).toBe(0)
  expect(await shop.rows('select * from from_sql')).toEqual([['analytics']])
})

test('run-operation runs what may not stand in a transaction, as a query of a macro and by itself', async () => {
  await shop.folder.write(
    'macros/tidy.sql',
    `{% macro tidy() %}{% do run_query('select 1') %}{% do run_query('vacuum ' ~ ref('orders')) %}{% endmacro %}`,
  )
  const called = await shop.call('run-operation tidy')
  rmSync(join(shop.folder.path, 'macros/tidy.sql'))
  expect(called).toMatchObject({ code: 0, err: '' })
  expect((await shop.call(['run-operation', '--sql', "vacuum {{ ref('orders') }}"])).code).toBe(0)
})

test('run-operation finds a macro of a package that is called without it', async () => {
  await shop.folder.write('dbt_packages/kit/dbt_project.yml', 'name: kit\n')
  await shop.folder.write(
    'dbt_packages/kit/macros/greet.sql',
    '{% macro greet() %}{{ print("hello from kit") }}{% endmacro %}',
  )
  const called = await shop.call('run-operation greet')
  rmSync(join(shop.folder.path, 'dbt_packages'), { recursive: true })
  expect(called).toMatchObject({ code: 0, out: 'hello from kit\n' })
})

test('a macro that fails is a failure, and leaves nothing behind', async () => {
  const { code, err } = await shop.call(['run-operation', '--sql', 'create table half (id int); select nope'])
  expect(err).toContain('error[database] column "nope" does not exist')
  expect(code).toBe(1)
  expect(await shop.rows("select to_regclass('half') is null")).toEqual([['t']])
  const unknown = await shop.call('run-operation sya')
  expect(unknown).toMatchObject({
    code: 2,
    err: "error[unknown-macro] there is no macro 'sya'\n  → did you mean 'say'?\n",
  })
  expect(await shop.call(['run-operation', 'say', '--args', '[1]'])).toMatchObject({
    code: 2,
    err: "error[wrong-type] --args must be a mapping, not a list\n  → write --args '{name: value}'\n",
  })
})

test('freshness tells the age of sources, writes it down, and both spellings mean the same', async () => {
  const { code, out } = await shop.call('freshness')
  expect(out).toMatch(
    /^(?: +ok {5}hook {4}shop-on-run-start-[01] +0\.00s\n){2}1\/1 {2}warn {3}source {2}raw\.raw_orders +\d+ days old +0\.00s\n\n {2}raw\.raw_orders: \d+ days old, 1 day allowed \(sources\.yml\)\n\n1 source: 1 late\n$/,
  )
  expect(code).toBe(0)
  expect(shop.json('target/sources.json').results[0]).toMatchObject({
    unique_id: 'source.shop.raw.raw_orders',
    status: 'warn',
  })
  expect((await shop.call(['source', 'freshness', '-o', 'age.json', '--warn-error'])).code).toBe(1)
  expect(shop.json('age.json').results).toHaveLength(1)
})

test('docs generate writes what the database holds', async () => {
  const { code, out } = await shop.call('docs generate')
  expect(out).toBe(`compiled 9 nodes into target/compiled
4 relations in target/catalog.json
the site: target/index.html
→ open it in a browser, or: assay docs serve
`)
  expect(code).toBe(0)
  expect(Object.keys(shop.json('target/catalog.json').nodes['model.shop.customers'].columns)).toEqual([
    'customer',
    'spent',
  ])
})

test('docs generate --select lists what was selected, sources too; without compiling there is no selection', async () => {
  const listed = async (line: string) => {
    await shop.call(line)
    const { nodes, sources } = shop.json('target/catalog.json')
    return [...Object.keys(nodes), ...Object.keys(sources)].sort()
  }
  const all = await listed('docs generate')
  expect(all).toEqual([
    'model.shop.customers',
    'model.shop.orders',
    'model.shop.top',
    'seed.shop.raw_orders',
    'source.shop.raw.raw_orders',
  ])
  expect(await listed('docs generate --select orders source:raw')).toEqual([
    'model.shop.orders',
    'source.shop.raw.raw_orders',
  ])
  expect(await listed('docs generate --select orders --no-compile')).toEqual(all)
})

test('the table where a test keeps its failures is in the catalog', async () => {
  await shop.folder.write('tests/kept.sql', "{{ config(store_failures=true) }} select * from {{ ref('orders') }}")
  await shop.call('test --select kept')
  await shop.call('docs generate')
  expect(shop.json('target/catalog.json').nodes['test.shop.kept'].metadata.schema).toMatch(/_dbt_test__audit$/)
  await rm(join(shop.folder.path, 'tests/kept.sql'))
})

test('parse says what there is', async () => {
  expect((await shop.call('parse')).out).toMatch(
    /^shop: 3 models, 1 seed, 3 tests, 1 analysis, 2 hooks, 1 source and 1 exposure, read in 0\.00s\n$/,
  )
})

test('show --inline-direct sends what it was given, templates and all', async () => {
  const { out, code } = await shop.call([
    'show',
    '--inline-direct',
    "select '{{ ref() }}' as x from generate_series(1, 9)",
    '--limit',
    '1',
  ])
  expect([out, code]).toEqual(['x\n───────────\n{{ ref() }}\n1 row\n', 0])
})

test('debug says which database, why, and that it answers', async () => {
  const { code, out } = await shop.call('debug')
  expect(
    out.replace(/PostgreSQL [\d.]+/, 'PostgreSQL 0').replace(/in \d+ ms/, 'in 0 ms'),
  ).toBe(`assay       ${packageVersion()} on Node.js 0.0.0
project     shop: project.yml in /shop
packages    none installed
connection  DATABASE_URL
database    postgres://postgres@host/db
schema      analytics
server      PostgreSQL 0, UTC
user        postgres
threads     4
✓ it answers, in 0 ms
`)
  expect(code).toBe(0)
})

test('debug tells what is wrong with the profile as its answer, which fails', async () => {
  expect(await shop.call('debug --profile nope')).toMatchObject({
    code: 1,
    err: expect.stringContaining("there is no profile 'nope'"),
  })
})

test('docs generate copies the folders of asset-paths, and what is gone there is gone here', async () => {
  const path = 'project.yml'
  const before = shop.read(path)
  await shop.folder.write(path, `${before}\nasset-paths: [pictures, not_there]\n`)
  await shop.folder.write('pictures/deep/one.txt', 'one')
  await shop.folder.write('target/pictures/old.txt', 'old')
  const { code } = await shop.call('docs generate --empty-catalog')
  await shop.folder.write(path, before)
  expect(code).toBe(0)
  expect(shop.read('target/pictures/deep/one.txt')).toBe('one')
  expect(existsSync(join(shop.folder.path, 'target/pictures/old.txt'))).toBe(false)
})

test('clean deletes the target folder and nothing else', async () => {
  expect(existsSync(join(shop.folder.path, 'target'))).toBe(true)
  expect(await shop.call('clean')).toMatchObject({ code: 0, out: 'deleted target\n' })
  expect(existsSync(join(shop.folder.path, 'target'))).toBe(false)
  expect(existsSync(join(shop.folder.path, 'models'))).toBe(true)
  expect(await shop.call('clean')).toMatchObject({ code: 0, out: 'there was nothing to delete\n' })
})
