import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunnableProject, runnable } from '../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
})

afterAll(() => db[Symbol.asyncDispose]())

beforeEach(async () => {
  await sql('drop schema if exists analytics cascade; create schema analytics; create table analytics.log (what text)')
})

async function sql(text: string): Promise<readonly (readonly (string | null)[])[]> {
  await using session = await db.warehouse.open()
  return (await session.statements(text)).at(-1)?.rows ?? []
}

const log = (): Promise<readonly (readonly (string | null)[])[]> => sql('select what from analytics.log')
const insert = (what: string): string => `insert into analytics.log values ('${what}')`
const project = (files: Readonly<Record<string, string>>): Promise<RunnableProject> => runnable(db, files)

describe('the hooks of a model', () => {
  test('run in order around its transaction, those outside it before and after', async () => {
    await using shop = await project({
      'models/orders.sql': `{{ config(
        materialized='table',
        pre_hook=[{'sql': "${insert('before, inside')}"}, {'sql': "${insert('before, outside')}", 'transaction': false}],
        post_hook=[{'sql': "${insert('after, outside')}", 'transaction': false}, "insert into analytics.log select 'after, inside ' || id from {{ this }}"]
      ) }}select 1 as id`,
    })
    expect((await shop.run('run')).lines).toEqual(['orders: success SELECT 1'])
    expect(await log()).toEqual([['before, outside'], ['before, inside'], ['after, inside 1'], ['after, outside']])
  })

  test('that fail undo what was built, and say which hook it was, where, and why', async () => {
    await using shop = await project({
      'models/orders.sql': `{{ config(
  materialized='table',
  post_hook=["${insert('one')}", "select nope from {{ this }}"]
) }}
select 1 as id`,
    })
    const { lines, problems } = await shop.run('run')
    expect(lines).toEqual([
      `orders: error Database Error in model orders (models/orders.sql)
  post-hook 2: column "nope" does not exist
  LINE 1: select nope from "${db.settings.database}"."analytics"."orders"
                 ^`,
    ])
    expect(problems).toEqual(['hook models/orders.sql:3:66 post-hook 2: column "nope" does not exist'])
    expect(await log()).toEqual([])
    expect(await sql("select relname from pg_class where relname like 'orders%'")).toEqual([])
  })

  test('that are written in the model and fail point to the very word', async () => {
    await using shop = await project({ 'models/orders.sql': `{{ config(pre_hook="select nope") }}select 1 as id` })
    expect((await shop.run('run')).problems).toEqual([
      'hook models/orders.sql:1:28 pre-hook 1: column "nope" does not exist',
    ])
  })

  test('that come from the project file and fail point there', async () => {
    await using shop = await project({
      'project.yml': "name: shop\nmodels:\n  +pre-hook: 'select nope'\n",
      'models/orders.sql': 'select 1 as id',
    })
    const { problems } = await shop.run('run')
    expect(problems).toEqual(['hook project.yml:3:22 pre-hook 1: column "nope" does not exist'])
  })
})

describe('the hooks of a run', () => {
  const files = {
    'project.yml': `name: shop
on-run-start: ["${insert('start')}", "select nope", "${insert('never')}"]
on-run-end: ["insert into analytics.log select '{{ results | map(attribute='status') | join(' ') }}'"]
`,
    'models/orders.sql': 'select 1 as id',
  }

  test('that fail skip those after them and all nodes, and are results in dbt’s words', async () => {
    await using shop = await project(files)
    const { results, problems } = await shop.run('run')
    expect(
      results.map(({ id, status, message, failures, threadId }) => [id, status, message, failures, threadId]),
    ).toEqual([
      ['operation.shop.shop-on-run-start-0', 'success', 'shop.on-run-start.0 passed', 0, 'main'],
      [
        'operation.shop.shop-on-run-start-1',
        'error',
        'shop.on-run-start.1 failed, error:\n column "nope" does not exist\nLINE 1: select nope\n               ^',
        1,
        'main',
      ],
      ['operation.shop.shop-on-run-start-2', 'skipped', 'shop.on-run-start.2 skipped', 1, 'main'],
      ['model.shop.orders', 'skipped', null, null, ''],
      ['operation.shop.shop-on-run-end-0', 'success', 'shop.on-run-end.0 passed', 0, 'main'],
    ])
    expect(problems).toEqual(['database project.yml:2:70 column "nope" does not exist'])
    expect(await log()).toEqual([['start'], ['']])
  })

  test('each have a transaction of their own', async () => {
    await using shop = await project({
      ...files,
      'project.yml': `name: shop
on-run-start: ["${insert('kept')}", "${insert('undone')}; select 1/0"]
`,
    })
    await shop.run('run')
    expect(await log()).toEqual([['kept']])
  })
})
