import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Files } from '../testing/load-project.ts'
import { passOn, postgresDouble } from '../testing/postgres-double.ts'
import { type RunnableProject, runnable } from '../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'
import { connectPostgres } from '../warehouse/postgres/connect.ts'

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

test('a relation that somebody else makes at the same moment is replaced', async () => {
  await using shop = await project({ 'models/orders.sql': "{{ config(materialized='table') }}select 1 as id" })
  await sql('create schema analytics')
  await using other = await db.warehouse.open()
  await other.statements('begin; create table analytics.orders as select 0 as id')
  const waiting = "select pid from pg_locks where not granted and locktype = 'transactionid'"
  let ended: Promise<unknown> = Promise.resolve()
  const { lines } = await shop.run('run', {
    emit(event) {
      if (event.kind === 'node-started')
        ended = expect
          .poll(async () => (await sql(waiting)).length)
          .toBe(1)
          .then(() => other.statements('commit'))
    },
  })
  await ended
  expect(lines).toEqual(['orders: success SELECT 1'])
  expect(await sql('select id from analytics.orders')).toEqual([['1']])
  expect(await relations()).toEqual([['orders', 'r']])
})

describe('a run that is stopped', () => {
  const files = {
    'models/orders.sql': "{{ config(materialized='table') }}select 1 as id",
    'models/slow.sql': "{{ config(materialized='table') }}select id from {{ ref('orders') }}",
    'models/paid.sql': "select o.id from {{ ref('orders') }} o join {{ ref('slow') }} s using (id)",
  }
  const after = [
    ['orders', 'r'],
    ['paid', 'v'],
    ['slow', 'r'],
  ]

  /** Builds all, changes them so that `slow` takes a minute, and runs them again. */
  async function again(during: (shop: RunnableProject) => Promise<unknown>, signal?: AbortSignal) {
    await using shop = await project(files)
    await shop.run('run')
    await shop.folder.write('models/orders.sql', "{{ config(materialized='table') }}select 2 as id")
    await shop.folder.write(
      'models/slow.sql',
      "{{ config(materialized='table') }}select id from {{ ref('orders') }}, pg_sleep(60)",
    )
    let doing: Promise<unknown> = Promise.resolve()
    const ran = await shop.run('run', {
      emit(event) {
        if (event.kind === 'node-started' && event.id === 'model.shop.slow') doing = during(shop)
      },
      ...(signal === undefined ? {} : { signal }),
    })
    await doing
    return ran
  }

  const sleeping = async (): Promise<boolean> =>
    (
      await sql(
        "select pid from pg_stat_activity where state = 'active' and query like '%pg_sleep(60)%' and pid <> pg_backend_pid()",
      )
    ).length > 0

  test('keeps what was done, leaves what was not as it was, and nothing beside', async () => {
    const abort = new AbortController()
    const ran = await again(async () => {
      await expect.poll(sleeping).toBe(true)
      abort.abort()
    }, abort.signal)
    expect(ran.interrupted).toBe(true)
    expect(ran.results.map(({ id, status, diagnostics: [first] }) => [id, status, first?.code])).toEqual([
      ['model.shop.orders', 'success', undefined],
      ['model.shop.slow', 'error', 'cancelled'],
      ['model.shop.paid', 'skipped', undefined],
    ])
    expect(await sleeping()).toBe(false)
    expect(await relations()).toEqual(after)
    expect(await sql('select (select id from analytics.orders), (select id from analytics.slow)')).toEqual([['2', '1']])
    expect(await sql('select count(*) from analytics.paid')).toEqual([['0']])
  })

  test('by a connection that was lost, likewise', async () => {
    const { lines } = await again(async () => {
      await expect.poll(sleeping).toBe(true)
      await sql(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()",
      )
    })
    expect(lines).toEqual([
      'orders: success SELECT 1',
      'slow: error Database Error in model slow (models/slow.sql)\n  terminating connection due to administrator command',
      'paid: skipped because of model.shop.slow',
    ])
    expect(await relations()).toEqual(after)
    expect(await sql('select (select id from analytics.orders), (select id from analytics.slow)')).toEqual([['2', '1']])
  })
})

test('a run through a pooler is warned that settings may not last', async () => {
  const key = Buffer.from([0x4b, 0, 0, 0, 12])
  await using double = await postgresDouble({
    visit: (visitor) =>
      passOn(visitor, db.settings, (answer) => {
        const at = answer.indexOf(key)
        if (at !== -1) answer.writeInt32BE(1, at + 5) // a process id that is not the backend's
        return answer
      }),
  })
  await using warehouse = connectPostgres({ ...db.settings, port: double.port })
  await using shop = await runnable({ url: db.url, warehouse }, { 'models/orders.sql': 'select 1 as id' })
  const { problems, lines } = await shop.run('run')
  expect(lines).toEqual(['orders: success CREATE VIEW'])
  expect(problems).toEqual([expect.stringMatching(/^pooled-connection a pooler stands before postgres:/)])
})

test("a project's own postgres__get_columns_in_relation answers adapter.get_columns_in_relation, whatever it says", async () => {
  await using shop = await project({
    'macros/own.sql': "{% macro postgres__get_columns_in_relation(relation) %}{{ return('mine') }}{% endmacro %}",
    'models/m.sql': "select '{{ adapter.get_columns_in_relation(this) }}' as said",
  })
  const { lines } = await shop.run('run')
  expect(lines).toEqual(['m: success CREATE VIEW'])
  expect(await sql('select said from analytics.m')).toEqual([['mine']])
})
