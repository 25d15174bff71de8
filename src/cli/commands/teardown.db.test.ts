import { expect, test } from 'vitest'
import { withShop } from '../../testing/shop-project.ts'

const SCHEMAS = "select nspname from pg_namespace where nspname !~ '^(pg_|information_schema)' order by 1"

const FILES = {
  'models/staging/paid.sql': "{{ config(schema='staging') }} select * from {{ ref('orders') }}\n",
  'functions/half.sql': 'select whole / 2\n',
  'functions/functions.yml':
    'functions: [{name: half, arguments: [{name: whole, data_type: numeric}], returns: {data_type: numeric}}]\n',
}

test('--target-schema builds everything into schemas of its own, and teardown drops just those', async () => {
  await using shop = await withShop(FILES)
  await shop.call('build')
  const before = await shop.rows(SCHEMAS)
  expect(before).toEqual([['analytics'], ['analytics_staging'], ['public']])
  const built = await shop.call('build --target-schema pr_1 --store-failures')
  expect(built.code).toBe(0)
  expect(await shop.rows('select count(*) from pr_1.top')).toEqual([['1']])
  expect(await shop.rows(SCHEMAS)).toEqual([
    ['analytics'],
    ['analytics_staging'],
    ['pr_1'],
    ['pr_1_dbt_test__audit'],
    ['pr_1_staging'],
    ['public'],
  ])
  const dry = await shop.call('teardown --target-schema pr_1 --dry-run')
  expect(dry.out).toContain('would drop pr_1, pr_1_dbt_test__audit and pr_1_staging, with 10 things in them\n')
  expect(dry.out).toContain('  pr_1.half(whole numeric)\n')
  const { code, out } = await shop.call('teardown --target-schema pr_1')
  expect([code, out]).toEqual([0, 'dropped pr_1, pr_1_dbt_test__audit and pr_1_staging, with 10 things in them\n'])
  expect(await shop.rows(SCHEMAS)).toEqual(before)
  const again = await shop.call('teardown --target-schema pr_1')
  expect([again.code, again.out]).toEqual([0, 'no schema was made for pr_1: nothing to drop\n'])
})

test('what the branch does not build any more goes too: runs wrote it down', async () => {
  await using shop = await withShop(FILES)
  await shop.call('run --target-schema pr_1')
  await shop.folder.write(
    'models/staging/paid.sql',
    "{{ config(schema='staging', alias='settled') }} select 1 as one\n",
  )
  await shop.call('run --select paid --target-schema pr_1')
  expect((await shop.call('teardown --target-schema pr_1')).code).toBe(0)
  expect(await shop.rows(SCHEMAS)).toEqual([['public']])
})

test('a schema that was there before is nobody’s to drop', async () => {
  await using shop = await withShop()
  await shop.rows('create schema pr_1')
  await shop.call('build --target-schema pr_1')
  const { code, out } = await shop.call('teardown --target-schema pr_1')
  expect([code, out]).toEqual([0, 'no schema was made for pr_1: nothing to drop\n'])
  expect(await shop.rows('select count(*) from pr_1.orders')).toEqual([['3']])
  const production = await shop.call('teardown --target-schema analytics')
  expect(production.out).toContain('nothing to drop')
})

test('what somebody else made there, or reads, stops it, and nothing is dropped', async () => {
  await using shop = await withShop()
  await shop.call('build --target-schema pr_1')
  await shop.rows('create table pr_1.notes (id int)')
  await shop.rows('create view public.report as select * from pr_1.orders')
  const { code, err } = await shop.call('teardown --target-schema pr_1')
  expect(code).toBe(2)
  expect(err).toContain('pr_1.notes was made by no run of this project')
  expect(err).toContain('public.report reads pr_1.orders')
  expect(await shop.rows('select count(*) from pr_1.orders')).toEqual([['3']])
  await shop.rows('drop table pr_1.notes; ')
  await shop.rows('drop view public.report')
  expect((await shop.call('teardown --target-schema pr_1')).code).toBe(0)
})

test('a snapshot or model whose schema does not follow the target is told of', async () => {
  await using shop = await withShop({
    'macros/names.sql': '{% macro generate_schema_name(custom, node) %}{{ custom or target.schema }}{% endmacro %}',
    'models/staging/paid.sql': "{{ config(schema='staging') }} select 1 as one\n",
  })
  const { err } = await shop.call('run --target-schema pr_1')
  expect(err).toContain('--target-schema pr_1 does not reach paid')
})

test.each(['pg_own', ' ', 'x'.repeat(64)])('--target-schema cannot be %s', async (name) => {
  await using shop = await withShop()
  const { code, err } = await shop.call(['parse', '--target-schema', name])
  expect(err).toContain('--target-schema cannot be')
  expect(code).toBe(2)
})

test('retry goes on in the schema that was built in', async () => {
  await using shop = await withShop({ 'models/top.sql': 'select 1 / 0 as one\n' })
  await shop.call('run --target-schema pr_1')
  await shop.folder.write('models/top.sql', 'select 1 as one\n')
  await shop.call('retry')
  expect(await shop.rows('select * from pr_1.top')).toEqual([['1']])
})
