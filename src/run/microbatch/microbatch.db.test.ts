import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Ran, type RunnableProject, type RunOptions, runnable } from '../../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'
import type { RunEvent } from '../events.ts'
import type { BatchOrders, EarlierBatches } from './batch-orders.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await withDatabase()
})
afterAll(() => db[Symbol.asyncDispose]())
beforeEach(async () => {
  await sql(`drop schema if exists analytics cascade; create schema analytics; create table analytics.log (n serial, x text);
    create table analytics.raw (id int, at timestamptz);
    insert into analytics.raw values (1, '2020-01-01 10:00Z'), (2, '2020-01-02 00:00Z'), (3, '2020-01-03 23:59:59.9Z'), (4, '2020-01-04 00:00Z')`)
})

async function sql(text: string): Promise<readonly (readonly (string | null)[])[]> {
  await using session = await db.warehouse.open()
  return (await session.statements(text)).at(-1)?.rows ?? []
}
/** The ids in a table, and what was said in each row's batch; `absent` where there is no table. */
const events = async (columns = 'id, batch'): Promise<unknown> =>
  (await sql("select to_regclass('analytics.events')"))[0]?.[0] === null
    ? 'absent'
    : (await sql(`select ${columns} from analytics.events order by id, batch`)).map((row) => row.join(' '))
const relations = async (): Promise<readonly unknown[]> =>
  (
    await sql(
      "select relname from pg_class where relnamespace = 'analytics'::regnamespace and relkind = 'r' and relname not in ('raw', 'log') order by 1",
    )
  ).flat()
const said = async (): Promise<readonly unknown[]> => (await sql('select x from analytics.log order by n')).flat()

const CONFIG =
  "materialized='incremental', incremental_strategy='microbatch', unique_key='id', event_time='at', batch_size='day', begin='2020-01-01'"
const BODY =
  "select id, at, '{{ model.batch.id }}' as batch, {{ is_incremental() }} as adds, 1 / (case when id = {{ var('bad', 0) }} then 0 else 1 end) as fine from {{ source('analytics', 'raw') }}"
const SOURCES = {
  'models/sources.yml':
    'sources: [{name: analytics, tables: [{name: raw, config: {event_time: at}, columns: [{name: at, quote: true}]}]}]',
}
const model = (config = '', body = BODY): string =>
  `{{ config(${CONFIG}${config === '' ? '' : `, ${config}`}) }}\n${body}`
const project = (
  config?: string,
  body?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<RunnableProject> => runnable(db, { ...SOURCES, 'models/events.sql': model(config, body), ...more })

const FOUR_DAYS = { start: new Date('2020-01-01T00:00:00Z'), end: new Date('2020-01-05T00:00:00Z') }
const orders = (range: BatchOrders['range'] = FOUR_DAYS): BatchOrders => ({
  range,
  until: new Date('2020-01-05T00:00:00Z'),
  earlier: new Map(),
})
const run = (shop: RunnableProject, options: RunOptions = {}): Promise<Ran> =>
  shop.run('run', { batches: orders(), ...options })
/** The first day of batches, of those that succeeded and those that failed. */
const batchesOf = (ran: Ran): unknown => {
  const { successful = [], failed = [] } = ran.of('events').batches ?? {}
  const days = (all: typeof failed) => all.map(({ start }) => start.toISOString().slice(8, 10)).join(' ')
  return { successful: days(successful), failed: days(failed) }
}
/** What `retry` says of batches after a run. */
const retrying = (ran: Ran, id: string): RunOptions => {
  const batches = ran.of('events').batches
  const earlier = new Map<Ran['results'][number]['id'], EarlierBatches>()
  if (batches !== undefined) earlier.set(ran.of('events').id, { run: id, ...batches })
  return { batches: { ...orders(), earlier } }
}

describe('a first build', () => {
  test('is made batch by batch, each from the rows of its time', async () => {
    await using shop = await project()
    const ran = await run(shop)
    expect(ran.lines).toEqual(['events: success SUCCESS'])
    expect(await events('id, batch, adds')).toEqual(['1 20200101 f', '2 20200102 t', '3 20200103 t', '4 20200104 t'])
    expect(ran.of('events')).toMatchObject({ failures: 0, response: null, compiledCode: null })
    expect(batchesOf(ran)).toEqual({ successful: '01 02 03 04', failed: '' })
    expect(ran.statements.filter((statement) => statement.includes('_dbt_et_filter_subq_raw')).at(1)).toContain(
      `from (select * from "${db.settings.database}"."analytics"."raw" where "at" >= '2020-01-02 00:00:00+00:00' and "at" < '2020-01-03 00:00:00+00:00') _dbt_et_filter_subq_raw`,
    )
    expect(await relations()).toEqual(['events'])
  })

  test('is seen by readers when it is whole', async () => {
    await using shop = await project()
    const seen: unknown[] = []
    const watched: Promise<unknown>[] = []
    await run(shop, {
      emit: (event) => {
        if (event.kind === 'batch-finished' && event.index < 4) watched.push(events().then((rows) => seen.push(rows)))
      },
      threads: 1,
    })
    await Promise.all(watched)
    // The readers may be late: what they see is nothing, or all.
    expect(seen.filter((rows) => rows !== 'absent' && (rows as unknown[]).length !== 4)).toEqual([])
    expect(seen).toHaveLength(3)
  })

  test('goes on when a batch fails, shows what it has, and is a partial success', async () => {
    await using shop = await project('', BODY, {
      'models/below.sql': "{{ config(materialized='table') }}select * from {{ ref('events') }}",
    })
    const ran = await run(shop, { vars: { bad: 2 } })
    expect(ran.lines).toEqual([
      'events: partial success PARTIAL SUCCESS (3/4)',
      'below: skipped because of model.shop.events',
    ])
    expect(batchesOf(ran)).toEqual({ successful: '01 03 04', failed: '02' })
    expect(await events()).toEqual(['1 20200101', '3 20200103', '4 20200104'])
    expect(ran.problems).toEqual(['database models/events.sql:1:1 batch 2020-01-02: division by zero'])
    expect(await relations()).toEqual(['events'])
  })

  test('shows what it has when the last batch fails, and runs no post-hook then', async () => {
    await using shop = await project("post_hook='insert into analytics.log (x) select max(batch) from {{ this }}'")
    const ran = await run(shop, { vars: { bad: 4 } })
    expect(ran.lines).toEqual(['events: partial success PARTIAL SUCCESS (3/4)'])
    expect(await events()).toEqual(['1 20200101', '2 20200102', '3 20200103'])
    expect(await relations()).toEqual(['events'])
    expect(await said()).toEqual([])
  })

  test('skips all batches when the first one fails, and leaves nothing', async () => {
    await using shop = await project()
    const ran = await run(shop, { vars: { bad: 1 } })
    expect(ran.lines).toEqual(['events: error ERROR'])
    expect(batchesOf(ran)).toEqual({ successful: '', failed: '01 02 03 04' })
    const told = ran.events.flatMap((event) => (event.kind === 'batch-finished' ? [event.status] : []))
    expect(told).toEqual(['error', 'skipped', 'skipped', 'skipped'])
    expect(await relations()).toEqual([])
  })

  test('without a key fails at the second batch, as in dbt', async () => {
    await using shop = await project('', BODY)
    await shop.folder.write('models/events.sql', model().replace("unique_key='id', ", ''))
    const ran = await run(shop)
    expect(batchesOf(ran)).toEqual({ successful: '01', failed: '02 03 04' })
    expect(ran.problems).toEqual([
      "compilation models/events.sql:1:1 batch 2020-01-02 and 2 more: dbt-postgres 'microbatch' requires a `unique_key` config",
    ])
  })

  test('of one batch is one transaction', async () => {
    await using shop = await project()
    const ran = await run(shop, { batches: orders({ start: new Date('2020-01-03'), end: new Date('2020-01-04') }) })
    expect(await events()).toEqual(['3 20200103'])
    expect(ran.statements.some((statement) => statement.includes('advisory'))).toBe(false)
  })
})

describe('hooks', () => {
  test('run once: before the first batch, and after the last, when the table has its name', async () => {
    await using shop = await project(
      "pre_hook=\"insert into analytics.log (x) values ('pre {{ model.batch.id }} {{ is_incremental() }}')\", post_hook=[\"insert into analytics.log (x) select 'post {{ model.batch.id }} {{ is_incremental() }} ' || count(*) from {{ this }}\", {'sql': \"insert into analytics.log (x) select 'out ' || count(*) from {{ this }}\", 'transaction': false}]",
    )
    await run(shop)
    expect(await said()).toEqual(['pre 20200101 False', 'post 20200104 True 4', 'out 4'])
  })
})

describe('a later build', () => {
  test('adds to the table, from `lookback` batches before the one under way on', async () => {
    await using shop = await project('lookback=1')
    await run(shop)
    await sql(
      "insert into analytics.raw values (5, '2020-01-01 11:00Z'), (6, '2020-01-04 12:00Z'), (7, '2020-01-05 01:00Z')",
    )
    const ran = await run(shop, { batches: { ...orders(null), until: new Date('2020-01-05T09:30:00Z') } })
    expect(batchesOf(ran)).toEqual({ successful: '04 05', failed: '' })
    expect(await events('id, adds')).toEqual(['1 f', '2 t', '3 t', '4 t', '6 t', '7 t'])
  })

  test('keeps the batches that were built when another fails', async () => {
    await using shop = await project()
    await run(shop)
    const ran = await run(shop, { vars: { bad: 2 } })
    expect(batchesOf(ran)).toEqual({ successful: '01 03 04', failed: '02' })
    expect(await events('id, adds')).toEqual(['1 t', '2 t', '3 t', '4 t'])
  })

  test('takes a column that comes in, into all its batches', async () => {
    await using shop = await project("on_schema_change='append_new_columns'")
    await run(shop)
    const more = BODY.replace('select', "select 'new' as more,")
    await shop.folder.write('models/events.sql', model("on_schema_change='append_new_columns'", more))
    const ran = await run(shop, { batches: orders({ start: new Date('2020-01-02'), end: new Date('2020-01-04') }) })
    expect(ran.problems).toEqual([])
    expect(await events('id, more')).toEqual(['1 ', '2 new', '3 new', '4 '])
  })

  test('brings indexes in line', async () => {
    await using shop = await project()
    await run(shop)
    await shop.folder.write('models/events.sql', model("indexes=[{'columns': ['id'], 'unique': true}]"))
    await run(shop)
    expect(await sql("select count(*) from pg_indexes where tablename = 'events'")).toEqual([['1']])
  })

  test('of a model that is never refreshed adds, also under --full-refresh', async () => {
    await using shop = await project('full_refresh=false')
    await run(shop)
    await run(shop, {
      fullRefresh: true,
      batches: orders({ start: new Date('2020-01-02'), end: new Date('2020-01-03') }),
    })
    expect(await events('id')).toEqual(['1', '2', '3', '4'])
  })
})

describe('a full refresh', () => {
  test('leaves readers the table before until the new one is whole; no batch takes itself for incremental', async () => {
    await using shop = await project()
    await run(shop)
    await sql('create view analytics.reader as select id from analytics.events')
    await shop.folder.write('models/events.sql', model('', BODY.replace('id,', 'id, 7 as seven,')))
    let between: Promise<unknown> = Promise.resolve()
    const emit = (event: RunEvent): void => {
      if (event.kind === 'batch-finished' && event.index === 2)
        between = sql('select count(*) from information_schema.columns where table_name = $$events$$').then(
          (rows) => rows,
        )
    }
    const ran = await run(shop, { fullRefresh: true, emit })
    expect(ran.lines).toEqual(['events: success SUCCESS'])
    expect([['5'], ['6']]).toContainEqual(((await between) as unknown[])[0])
    expect(await events('id, seven, adds')).toEqual(['1 7 f', '2 7 f', '3 7 f', '4 7 f'])
    expect(await sql('select count(*) from analytics.reader')).toEqual([['4']])
    expect(await relations()).toEqual(['events'])
  })

  test('that fails in a batch leaves the table before; retry builds the batch and shows the whole', async () => {
    const hook = 'post_hook="insert into analytics.log (x) values (\'post {{ model.batch.id }}\')"'
    await using shop = await project(hook)
    await run(shop)
    const other = BODY.replace("'{{ model.batch.id }}'", "'new'")
    await shop.folder.write('models/events.sql', model(hook, other))
    const failed = await run(shop, { fullRefresh: true, vars: { bad: 3 }, id: 'aaaaaaaa' })
    expect(failed.lines).toEqual(['events: partial success PARTIAL SUCCESS (3/4)'])
    expect(batchesOf(failed)).toEqual({ successful: '01 02 04', failed: '03' })
    expect(failed.problems).toEqual([
      'database models/events.sql:1:1 batch 2020-01-03: division by zero',
      "batches-kept models/events.sql:1:1 the new table of 'events' is not shown: 1 batch of it could not be built (the batches that were built are kept: retry builds the others and then shows the table; any other run of the model begins anew)",
    ])
    expect(await events()).toEqual(['1 20200101', '2 20200102', '3 20200103', '4 20200104'])
    expect(await relations()).toEqual(['events', 'events__assay_aaaaaaaa_new'])

    const again = await run(shop, {
      ...retrying(failed, 'aaaaaaaa'),
      fullRefresh: true,
      vars: { bad: 3 },
      id: 'bbbbbbbb',
    })
    expect(again.lines).toEqual(['events: error ERROR'])
    expect(batchesOf(again)).toEqual({ successful: '01 02 04', failed: '03' })
    expect(await relations()).toEqual(['events', 'events__assay_bbbbbbbb_new'])

    const mended = await run(shop, { ...retrying(again, 'bbbbbbbb'), fullRefresh: true })
    expect(mended.lines).toEqual(['events: success SUCCESS'])
    expect(batchesOf(mended)).toEqual({ successful: '03 01 02 04', failed: '' })
    expect(await events()).toEqual(['1 new', '2 new', '3 new', '4 new'])
    expect(await relations()).toEqual(['events'])
    expect(await said()).toEqual(['post 20200104', 'post 20200103'])
  })

  test('that failed is forgotten by the next run that is no retry', async () => {
    await using shop = await project()
    await run(shop)
    await run(shop, { fullRefresh: true, vars: { bad: 3 } })
    expect(await relations()).toHaveLength(2)
    await run(shop, { batches: orders({ start: new Date('2020-01-02'), end: new Date('2020-01-03') }) })
    expect(await relations()).toEqual(['events'])
  })

  test('that fails in its first batch leaves the table before, and nothing beside it', async () => {
    await using shop = await project()
    await run(shop)
    const ran = await run(shop, { fullRefresh: true, vars: { bad: 1 } })
    expect(ran.lines).toEqual(['events: error ERROR'])
    expect(await events('id')).toEqual(['1', '2', '3', '4'])
    expect(await relations()).toEqual(['events'])
  })

  test('leaves alone what another run gathers', async () => {
    await using shop = await project()
    await sql('create table analytics.events__assay_0a0a0a0a_new ()')
    await using other = await db.warehouse.open()
    await other.statements("select pg_advisory_lock(hashtextextended('assay analytics.events__assay_0a0a0a0a_new', 0))")
    await run(shop)
    expect(await relations()).toEqual(['events', 'events__assay_0a0a0a0a_new'])
    await other.statements('select pg_advisory_unlock_all()')
    await run(shop)
    expect(await relations()).toEqual(['events'])
  })

  test('takes the place of a view', async () => {
    await using shop = await project('', BODY)
    await sql("create view analytics.events as select 1 as id, 'view' as batch")
    const ran = await run(shop)
    expect(ran.lines).toEqual(['events: success SUCCESS'])
    expect(await events()).toEqual(['1 20200101', '2 20200102', '3 20200103', '4 20200104'])
  })
})

describe('a model that reads itself', () => {
  const RUNNING =
    "select id, at, '{{ model.batch.id }}' as batch, {% if is_incremental() %}(select count(*) from {{ this }}){% else %}0{% endif %} as before from {{ source('analytics', 'raw') }}"

  test('finds the batches before its own, also while they are gathered beside', async () => {
    await using shop = await project('', RUNNING)
    await run(shop)
    expect(await events('id, before')).toEqual(['1 0', '2 1', '3 2', '4 3'])
    expect(await relations()).toEqual(['events'])
  })
})

describe('retry', () => {
  test('builds only what failed, in the table that is there', async () => {
    await using shop = await project()
    const failed = await run(shop, { vars: { bad: 2 } })
    const mended = await run(shop, retrying(failed, 'ffffffff'))
    expect(mended.events.flatMap((event) => (event.kind === 'batch-started' ? [event.label] : []))).toEqual([
      '2020-01-02',
    ])
    expect(batchesOf(mended)).toEqual({ successful: '02 01 03 04', failed: '' })
    expect(await events('id, adds')).toEqual(['1 f', '2 t', '3 t', '4 t'])
  })

  test('of a full refresh that dbt left adds to its table, and does not throw it away', async () => {
    await using shop = await project()
    const failed = await run(shop, { vars: { bad: 2 } })
    await run(shop, { ...retrying(failed, 'ffffffff'), fullRefresh: true })
    expect(await events('id')).toEqual(['1', '2', '3', '4'])
  })

  test('builds everything where the table is gone', async () => {
    await using shop = await project()
    const failed = await run(shop, { vars: { bad: 2 } })
    await sql('drop table analytics.events')
    await run(shop, retrying(failed, 'ffffffff'))
    expect(await events('id')).toEqual(['1', '2', '3', '4'])
  })
})

describe('batches at once', () => {
  const SLOW = `${BODY}, pg_sleep(0.15)`
  const most = (ran: Ran): number => {
    let under = 0
    let highest = 0
    for (const event of ran.events) {
      if (event.kind === 'batch-started') under++
      if (event.kind === 'batch-finished') under--
      highest = Math.max(highest, under)
    }
    return highest
  }
  const edges = (ran: Ran): unknown => {
    const order = ran.events.flatMap((event) =>
      event.kind === 'batch-started' || event.kind === 'batch-finished' ? [`${event.kind} ${event.index}`] : [],
    )
    return [order.slice(0, 2), order.slice(-2)]
  }

  test('are those between the first and the last, where the model says so', async () => {
    await using shop = await project('concurrent_batches=true', SLOW)
    const ran = await run(shop, { threads: 3 })
    expect(ran.problems).toEqual([])
    expect(most(ran)).toBe(2)
    expect(edges(ran)).toEqual([
      ['batch-started 1', 'batch-finished 1'],
      ['batch-started 4', 'batch-finished 4'],
    ])
    expect(await events()).toEqual(['1 20200101', '2 20200102', '3 20200103', '4 20200104'])
    expect(batchesOf(ran)).toEqual({ successful: '01 02 03 04', failed: '' })
  })

  test('are none where it does not, or where there is one thread', async () => {
    await using shop = await project('', SLOW)
    expect(most(await run(shop, { threads: 3 }))).toBe(1)
    await shop.folder.write('models/events.sql', model('concurrent_batches=true', SLOW))
    expect(most(await run(shop, { threads: 1, fullRefresh: true }))).toBe(1)
    expect(await events('id')).toEqual(['1', '2', '3', '4'])
  })

  test('of several models that take all threads do not wait for one another', async () => {
    const other = model('concurrent_batches=true', SLOW)
    await using shop = await project('concurrent_batches=true', SLOW, {
      'models/events_2.sql': other,
      'models/events_3.sql': other,
    })
    const ran = await run(shop, { threads: 3 })
    expect(ran.lines.toSorted()).toEqual([
      'events: success SUCCESS',
      'events_2: success SUCCESS',
      'events_3: success SUCCESS',
    ])
  })
})

describe('what the project writes itself', () => {
  test('a strategy macro is called for each batch, and is told of it', async () => {
    await using shop = await project('', BODY, {
      'macros/own.sql':
        "{% macro get_incremental_microbatch_sql(args) %}insert into analytics.log (x) values ('{{ model.batch.event_time_start }} {{ config.get('__dbt_internal_microbatch_event_time_end').isoformat() }} {{ model.config.__dbt_internal_microbatch_event_time_start }}'); insert into {{ args.target_relation }} select * from {{ args.temp_relation }}{% endmacro %}",
    })
    await run(shop, { batches: orders({ start: new Date('2020-01-01'), end: new Date('2020-01-03') }) })
    expect(await said()).toEqual(['2020-01-02 00:00:00+00:00 2020-01-03T00:00:00+00:00 2020-01-02 00:00:00+00:00'])
    expect(await events()).toEqual(['1 20200101', '2 20200102'])
  })

  test('a strategy macro from before there were batches builds the model at once, if the project says so', async () => {
    const files = {
      'dbt_project.yml': 'name: shop\nflags: {require_batched_execution_for_custom_microbatch_strategy: false}\n',
      'macros/own.sql':
        '{% macro get_incremental_microbatch_sql(args) %}insert into {{ args.target_relation }} select * from {{ args.temp_relation }}{% endmacro %}',
    }
    await using shop = await project('', "select id, at, '' as batch from {{ source('analytics', 'raw') }}", files)
    const ran = await run(shop)
    expect(ran.lines).toEqual(['events: success SELECT 4'])
    expect(ran.of('events').batches).toBeUndefined()
  })

  test('a materialization of its own is called for each batch', async () => {
    await using shop = await project('', BODY, {
      'macros/own.sql':
        "{% materialization incremental, default %}{% call statement('main') %}insert into analytics.log (x) values ('{{ model.batch.id }} {{ is_incremental() }} {{ this.identifier }}'){% endcall %}{{ return({'relations': []}) }}{% endmaterialization %}",
    })
    const ran = await run(shop, { batches: orders({ start: new Date('2020-01-01'), end: new Date('2020-01-03') }) })
    expect(ran.lines).toEqual(['events: success SUCCESS'])
    expect(await said()).toEqual(['20200101 False events', '20200102 True events'])
  })
})

test('.render() reads all rows, and an ephemeral model is cut where it is referred to', async () => {
  await using shop = await project('', BODY, {
    'models/late.sql':
      "{{ config(materialized='ephemeral', event_time='at') }}select * from {{ source('analytics', 'raw') }}",
    'models/all_rows.sql': model(
      '',
      "select max(id) as id, max(at) as at from {{ source('analytics', 'raw').render() }}",
    ),
    'models/cut.sql': model('', "select id, at from {{ ref('late') }}"),
  })
  await run(shop, { batches: orders({ start: new Date('2020-01-02'), end: new Date('2020-01-03') }) })
  expect(await sql('select id from analytics.all_rows')).toEqual([['4']])
  expect(await sql('select id from analytics.cut')).toEqual([['2']])
})

test('a run that is stopped keeps the batches that were built for retry', async () => {
  await using shop = await project('', `${BODY}, pg_sleep(0.05)`)
  const stop = new AbortController()
  const ran = await run(shop, {
    id: 'cccccccc',
    signal: stop.signal,
    emit: (event) => {
      if (event.kind === 'batch-finished' && event.index === 2) stop.abort()
    },
  })
  expect(ran.interrupted).toBe(true)
  expect(batchesOf(ran)).toEqual({ successful: '01 02', failed: '03 04' })
  expect(await relations()).toEqual(['events__assay_cccccccc_new'])
  const mended = await run(shop, retrying(ran, 'cccccccc'))
  expect(mended.lines).toEqual(['events: success SUCCESS'])
  expect(await events()).toEqual(['1 20200101', '2 20200102', '3 20200103', '4 20200104'])
})
