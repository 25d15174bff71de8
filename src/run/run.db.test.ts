import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Files } from '../testing/load-project.ts'
import { type RunnableProject, runnable } from '../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
})

afterAll(() => db[Symbol.asyncDispose]())

beforeEach(async () => {
  await sql('drop schema if exists analytics cascade; drop schema if exists elsewhere cascade')
})

async function sql(text: string): Promise<readonly (readonly (string | null)[])[]> {
  await using session = await db.warehouse.open()
  return (await session.statements(text)).at(-1)?.rows ?? []
}

const project = (files: Files): Promise<RunnableProject> => runnable(db, files)

const relations = (): Promise<readonly (readonly (string | null)[])[]> =>
  sql(
    "select relname, relkind from pg_class where relnamespace = 'analytics'::regnamespace and relkind in ('r', 'v', 'm') order by 1",
  )

/** What was sent that is about a relation, run ids as `run`. */
const built = (statements: readonly string[]): readonly string[] =>
  statements
    .map((statement) =>
      statement
        .replace(/__assay_[0-9a-f]{8}_/g, '__run_')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((statement) => statement.includes('orders'))

describe('a model of SQL alone', () => {
  test('as a table is one message at first, and two when it is built again', async () => {
    await using shop = await project({ 'models/orders.sql': "{{ config(materialized='table') }}select 1 as id" })
    expect(built((await shop.run('run')).statements)).toEqual([expect.stringContaining('"analytics"."orders" as')])
    expect(built((await shop.run('run')).statements)).toEqual([
      expect.stringContaining('"analytics"."orders__run_new" as'),
      expect.stringContaining('savepoint assay_swap; set local lock_timeout'),
    ])
    expect(await sql('select id from analytics.orders')).toEqual([['1']])
    expect(await relations()).toEqual([['orders', 'r']])
  })

  test('as a view is one message, first built or built again', async () => {
    await using shop = await project({ 'models/orders.sql': 'select 1 as id' })
    const first = await shop.run('run')
    const { statements } = await shop.run('run')
    expect(built(statements)).toEqual([expect.stringMatching(/^create or replace view "\w+"."analytics"."orders"/)])
    expect(built(first.statements)).toEqual(built(statements))
    expect(await relations()).toEqual([['orders', 'v']])
  })

  test('is not there before it is whole', async () => {
    await using shop = await project({
      'models/orders.sql':
        "{{ config(materialized='table', post_hook='insert into {{ this }} select 2 from pg_sleep(0.2)') }}select 1 as id",
    })
    const seen: (string | null | undefined)[] = []
    let done = false
    const watching = (async () => {
      while (!done) {
        const rows = await sql('select count(*) from analytics.orders').catch(() => [['nothing']])
        if (seen.at(-1) !== rows[0]?.[0]) seen.push(rows[0]?.[0])
      }
    })()
    await shop.run('run')
    await sql('select count(*) from analytics.orders')
    await expect.poll(() => seen.at(-1)).toBe('2')
    done = true
    await watching
    expect(seen).toEqual(['nothing', '2'])
  })
})

test('nodes report what PostgreSQL said of their main statement, as dbt does', async () => {
  await using shop = await project({
    'seeds/raw.csv': 'id\n1\n2\n',
    'models/top.sql': "select id from {{ ref('raw') }}",
    'models/kept.sql': "{{ config(materialized='table') }}select id from {{ ref('top') }}",
    'models/schema.yml': 'models: [{name: kept, columns: [{name: id, data_tests: [not_null]}]}]',
  })
  const { results } = await shop.run('build')
  expect(
    Object.fromEntries(results.map(({ id, response, failures }) => [id.split('.')[2], { ...response, failures }])),
  ).toEqual({
    raw: { message: 'INSERT 2', code: 'INSERT', rowsAffected: 2, failures: null },
    top: { message: 'CREATE VIEW', code: 'CREATE VIEW', rowsAffected: -1, failures: null },
    kept: { message: 'SELECT 2', code: 'SELECT', rowsAffected: 2, failures: null },
    not_null_kept_id: { message: 'SELECT 1', code: 'SELECT', rowsAffected: 1, failures: 0 },
  })
})

describe('a model that fails', () => {
  test('leaves the table that was there, and nothing beside it', async () => {
    await using shop = await project({
      'models/orders.sql': "{{ config(materialized='table') }}select 1 as id, 2 as n",
    })
    await shop.run('run')
    await sql('create schema elsewhere; create view elsewhere.v as select n from analytics.orders')
    await shop.folder.write('models/orders.sql', "{{ config(materialized='table') }}select 1 as id")
    const { lines } = await shop.run('run')
    expect(lines).toEqual([
      `orders: error Runtime Error in model orders (models/orders.sql)
  the view "elsewhere"."v" reads "${db.settings.database}"."analytics"."orders" and does not fit what was built: column "n" does not exist
  nothing was published; keep the columns it needs, or change or drop it first`,
    ])
    expect(await relations()).toEqual([['orders', 'r']])
    expect(await sql('select n from elsewhere.v')).toEqual([['2']])
  })
})

describe('a relation that somebody else changed while the run went on', () => {
  test('is looked at again, and replaced as what it is', async () => {
    await using shop = await project({
      'models/orders.sql':
        "{{ config(materialized='table', pre_hook='drop table if exists {{ this }}; create view {{ this }} as select 0 as id') }}select 1 as id",
    })
    await shop.run('run')
    expect((await shop.run('run')).lines).toEqual(['orders: success SELECT 1'])
    expect(await relations()).toEqual([['orders', 'r']])
  })

  test('is found out by its refusal where no hook could have done it', async () => {
    await using shop = await project({
      'models/first.sql': "{{ config(post_hook='drop table if exists analytics.orders') }}select 1 as id",
      'models/orders.sql': "{{ config(materialized='table') }}select id from {{ ref('first') }}",
    })
    await shop.run('run')
    const { lines } = await shop.run('run')
    expect(lines).toEqual(['first: success CREATE VIEW', 'orders: success SELECT 1'])
    expect(await relations()).toEqual([
      ['first', 'v'],
      ['orders', 'r'],
    ])
  })
})
