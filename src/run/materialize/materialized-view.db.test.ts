import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunnableProject, runnable } from '../../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'

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

const relations = (): Promise<readonly (readonly (string | null)[])[]> =>
  sql(
    "select relname, relkind from pg_class where relnamespace = 'analytics'::regnamespace and relkind in ('r', 'v', 'm') order by 1",
  )

const project = (files: Readonly<Record<string, string>>): Promise<RunnableProject> => runnable(db, files)

const table = (select: string): string => `{{ config(materialized='table') }}${select}`
const materialized = (select: string): string => `{{ config(materialized='materialized_view') }}${select}`

describe('a materialized view', () => {
  test('is made, then refreshed, and keeps its indexes', async () => {
    await using shop = await project({
      'models/totals.sql':
        "{{ config(materialized='materialized_view', indexes=[{'columns': ['n'], 'unique': true}]) }}select count(*) as n from pg_class where relname = 'marker'",
    })
    const first = await shop.run('run')
    // The last statement's word, as with dbt: the index is made in the same message.
    expect(first.lines).toEqual(['totals: success CREATE INDEX'])
    const before = await sql("select 'analytics.totals'::regclass::oid")
    await sql('create table analytics.marker ()')
    const second = await shop.run('run')
    expect(second.lines).toEqual(['totals: success REFRESH MATERIALIZED VIEW'])
    expect(second.of('totals').response).toEqual({
      message: 'REFRESH MATERIALIZED VIEW',
      code: 'REFRESH MATERIALIZED VIEW',
      rowsAffected: -1,
    })
    expect(await sql("select 'analytics.totals'::regclass::oid")).toEqual(before)
    expect(await sql('select n from analytics.totals')).toEqual([['1']])
    expect(await sql("select count(*) from pg_indexes where tablename = 'totals'")).toEqual([['1']])
  })

  test('gets the indexes its config says now, and loses those it does not say', async () => {
    const indexed = (columns: string, more = ''): string =>
      `{{ config(materialized='materialized_view', indexes=${columns}${more}) }}select 1 as id, 2 as value`
    const indexes = () => sql("select substring(indexdef from 'USING.*') from pg_indexes where tablename = 'totals'")
    await using shop = await project({ 'models/totals.sql': indexed("[{'columns': ['id']}]") })
    await shop.run('run')
    await shop.folder.write(
      'models/totals.sql',
      indexed("[{'columns': ['value']}]", ", on_configuration_change='continue'"),
    )
    expect((await shop.run('run')).lines).toEqual(['totals: success configuration changed, nothing done'])
    expect(await indexes()).toEqual([['USING btree (id)']])

    await shop.folder.write('models/totals.sql', indexed("[{'columns': ['value']}]"))
    expect((await shop.run('run')).lines).toEqual(['totals: success REFRESH MATERIALIZED VIEW'])
    expect(await indexes()).toEqual([['USING btree (value)']])

    await shop.folder.write('models/totals.sql', indexed('[]', ", on_configuration_change='fail'"))
    expect((await shop.run('run')).problems).toEqual([
      "configuration-changed the indexes of 'totals' are not what its config says, and on_configuration_change is 'fail' (set on_configuration_change to 'apply', or run with --full-refresh)",
    ])
    await shop.folder.write('models/totals.sql', indexed('[]'))
    await shop.run('run')
    expect(await indexes()).toEqual([])
  })

  test('over a table that is replaced in the same run has the new rows, and the old table is gone', async () => {
    await using shop = await project({
      'models/orders.sql': table('select 1 as n'),
      'models/totals.sql': materialized("select sum(n) as total from {{ ref('orders') }}"),
    })
    await shop.run('run')
    await shop.folder.write('models/orders.sql', table('select 5 as n'))
    expect((await shop.run('run')).lines).toEqual(['orders: success SELECT 1', 'totals: success SELECT 1'])
    expect(await sql('select total from analytics.totals')).toEqual([['5']])
    expect(await relations()).toEqual([
      ['orders', 'r'],
      ['totals', 'm'],
    ])
  })

  test('over a view over a replaced table has the new rows too', async () => {
    await using shop = await project({
      'models/orders.sql': table('select 1 as n'),
      'models/paid.sql': "select n from {{ ref('orders') }}",
      'models/totals.sql': materialized("select sum(n) as total from {{ ref('paid') }}"),
    })
    await shop.run('run')
    await shop.folder.write('models/orders.sql', table('select 5.5 as n'))
    const { problems } = await shop.run('run')
    expect(problems).toEqual([])
    expect(await sql('select total from analytics.totals')).toEqual([['5.5']])
    expect(await relations()).toEqual([
      ['orders', 'r'],
      ['paid', 'v'],
      ['totals', 'm'],
    ])
  })

  test('that is not part of the run follows the new table', async () => {
    await using shop = await project({
      'models/orders.sql': table('select 1 as n'),
      'models/totals.sql': materialized("select sum(n) as total from {{ ref('orders') }}"),
    })
    await shop.run('run')
    await sql('create schema elsewhere; create view elsewhere.v as select total from analytics.totals')
    await shop.folder.write('models/orders.sql', table('select 5 as n'))
    expect((await shop.run('run', { select: ['orders'] })).lines).toEqual(['orders: success SELECT 1'])
    expect(await sql('select total from elsewhere.v')).toEqual([['5']])
  })

  test('that fails in its turn is led to the new table at the end, and nothing is left beside', async () => {
    await using shop = await project({
      'models/orders.sql': table('select 1 as n'),
      'models/totals.sql': materialized("select sum(n) as total from {{ ref('orders') }}"),
    })
    await shop.run('run')
    await shop.folder.write('models/orders.sql', table('select 5 as n'))
    await shop.folder.write('models/totals.sql', materialized("select nope from {{ ref('orders') }}"))
    const { lines, problems } = await shop.run('run')
    expect(lines[0]).toBe('orders: success SELECT 1')
    expect(problems).toEqual(['database models/totals.sql:1:54 column "nope" does not exist'])
    expect(await sql('select total from analytics.totals')).toEqual([['5']])
    expect(await relations()).toEqual([
      ['orders', 'r'],
      ['totals', 'm'],
    ])
  })

  test('may become a table, and back', async () => {
    await using shop = await project({ 'models/totals.sql': materialized('select 1 as n') })
    await shop.run('run')
    await shop.folder.write('models/totals.sql', table('select 2 as n'))
    expect((await shop.run('run')).problems).toEqual([])
    expect(await relations()).toEqual([['totals', 'r']])
    await shop.folder.write('models/totals.sql', materialized('select 3 as n'))
    expect((await shop.run('run')).problems).toEqual([])
    expect(await relations()).toEqual([['totals', 'm']])
  })
})
