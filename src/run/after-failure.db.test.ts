import { afterAll, beforeAll, expect, test } from 'vitest'
import { runnable } from '../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
})

afterAll(() => db[Symbol.asyncDispose]())

const FILES = {
  'models/bad.sql': "{{ config(materialized='table') }}select 1 / 0 as id",
  'models/below.sql': "-- {{ ref('bad') }}\nselect 1 as id",
  'models/further.sql': "select * from {{ ref('below') }}",
}

test('what depends on a model that failed is skipped', async () => {
  await using shop = await runnable(db, FILES)
  expect((await shop.run('run')).lines).toEqual([
    'bad: error Database Error in model bad (models/bad.sql)\n  division by zero',
    'below: skipped because of model.shop.bad',
    'further: skipped because of model.shop.bad',
  ])
})

test('but runs where the model says on_error: continue', async () => {
  await using shop = await runnable(db, { ...FILES, 'dbt_project.yml': 'name: shop\nmodels: {+on_error: continue}\n' })
  expect((await shop.run('build')).results.map(({ id, status }) => [id, status])).toEqual([
    ['model.shop.bad', 'error'],
    ['model.shop.below', 'success'],
    ['model.shop.further', 'success'],
  ])
})

test('on_error of a model in between does not help what hangs on the first', async () => {
  const below = `{{ config(on_error='continue') }}${FILES['models/below.sql']}`
  await using shop = await runnable(db, { ...FILES, 'models/below.sql': below })
  expect((await shop.run('run')).results.map(({ status }) => status)).toEqual(['error', 'skipped', 'skipped'])
})

test('an on_error that is none is refused', async () => {
  await using shop = await runnable(db, { ...FILES, 'models/bad.sql': "{{ config(on_error='go on') }}select 1 as id" })
  await expect(shop.run('run')).rejects.toThrow(/on_error/)
})

test('with --fail-fast the first failure ends what is under way on the server, and nothing more begins', async () => {
  await using shop = await runnable(db, {
    'models/bad.sql': "{{ config(materialized='table') }}select 1 / 0 as id from pg_sleep(0.5)",
    'models/slow.sql': "{{ config(materialized='table') }}select 1 as id from pg_sleep(60)",
    'models/waiting.sql': 'select 1 as id',
    'dbt_project.yml':
      'name: shop\non-run-end: ["create table {{ target.schema }}.ended as select {{ results | length }} as n"]\n',
  })
  const { lines, interrupted } = await shop.run('run', { failFast: true, threads: 2 })
  expect(lines.map((line) => line.split('\n')[0])).toEqual([
    'bad: error Database Error in model bad (models/bad.sql)',
    'slow: skipped the first failure ended the run',
    'waiting: skipped the first failure ended the run',
    'shop-on-run-end-0: success shop.on-run-end.0 passed',
  ])
  expect(interrupted).toBe(false)
  expect(await shop.sql('select n from analytics.ended')).toEqual([['3']])
})

test('after a hook at the start that failed nothing is built, unless skip_nodes_if_on_run_start_fails is false', async () => {
  const project = 'name: shop\non-run-start: select nothing\n'
  await using shop = await runnable(db, { 'models/orders.sql': 'select 1 as id', 'dbt_project.yml': project })
  const statuses = async () => (await shop.run('run')).results.map(({ status }) => status)
  expect(await statuses()).toEqual(['error', 'skipped'])
  await shop.folder.write('dbt_project.yml', `${project}flags: {skip_nodes_if_on_run_start_fails: false}\n`)
  expect(await statuses()).toEqual(['error', 'success'])
})
