import { expect, test } from 'vitest'
import { readRunResults } from '../../artifacts/artifacts.ts'
import { withShop } from '../../testing/shop-project.ts'

const FILES = {
  'seeds/seeds.yml': 'seeds: [{name: raw_orders, config: {event_time: loaded_at}}]\n',
  'models/events.sql': `{{ config(materialized='incremental', incremental_strategy='microbatch', unique_key='id', event_time='loaded_at', batch_size='day', begin='2024-01-01') }}
select id, loaded_at, '{{ model.batch.id }}' as batch, 1 / (case when id = {{ var('bad', 0) }} then 0 else 1 end) as fine
from {{ ref('raw_orders') }}`,
}
const THREE_DAYS = ['--event-time-start', '2024-01-01', '--event-time-end', '2024-01-04']

test('batches of a range of time are built, retried, and told in the artifacts', async () => {
  await using shop = await withShop(FILES)
  await shop.call('seed')
  const failed = await shop.call(['run', '--select', 'events', ...THREE_DAYS, '--vars', '{bad: 2}'])
  expect(failed.code).toBe(1)
  expect(failed.out).toMatch(/ok +batch +events 2024-01-01 +1 of 3/)
  expect(failed.out).toMatch(/error +batch +events 2024-01-02 +2 of 3/)
  expect(failed.out).toMatch(/part +incremental +analytics\.events +2 of 3 batches/)
  expect(failed.out).toContain('batch 2024-01-02: division by zero')
  const day = (n: number) => [`2024-01-0${n}T00:00:00+00:00`, `2024-01-0${n + 1}T00:00:00+00:00`]
  const results = readRunResults(shop.read('target/run_results.json'))
  expect(results.args).toMatchObject({
    event_time_start: '2024-01-01T00:00:00',
    event_time_end: '2024-01-04T00:00:00',
  })
  expect(results.results.filter(({ unique_id }) => unique_id.startsWith('model.'))).toMatchObject([
    {
      status: 'partial success',
      message: 'PARTIAL SUCCESS (2/3)',
      failures: 0,
      compiled: false,
      compiled_code: null,
      adapter_response: {},
      batch_results: { successful: [day(1), day(3)], failed: [day(2)] },
    },
  ])
  const written = (kind: string, date: string): string =>
    shop.read(`target/${kind}/shop/models/events/events_${date}.sql`)
  expect(written('compiled', '2024-01-02')).toContain(
    "where loaded_at >= '2024-01-02 00:00:00+00:00' and loaded_at < '2024-01-03 00:00:00+00:00') _dbt_et_filter_subq_raw_orders",
  )
  expect(written('run', '2024-01-01')).toContain('create')
  expect(written('run', '2024-01-03')).toContain('merge into')
  expect(() => shop.read('target/compiled/shop/models/events.sql')).toThrow('ENOENT')

  const mended = await shop.call(['retry', '--vars', '{bad: 0}'])
  expect(mended.err).toBe('')
  expect(mended.code).toBe(0)
  const again = readRunResults(shop.read('target/run_results.json'))
  expect(again.results.filter(({ unique_id }) => unique_id.startsWith('model.'))).toMatchObject([
    { status: 'success', batch_results: { successful: [day(2), day(1), day(3)], failed: [] } },
  ])
  expect(await shop.rows('select id, batch from analytics.events order by 1')).toEqual([
    ['1', '20240101'],
    ['2', '20240102'],
    ['3', '20240103'],
  ])
})

test('a full refresh that failed in part is finished by retry, which finds what was built', async () => {
  await using shop = await withShop(FILES)
  await shop.call('seed')
  await shop.call(['run', '--select', 'events', ...THREE_DAYS])
  const failed = await shop.call(['run', '--full-refresh', '--select', 'events', ...THREE_DAYS, '--vars', '{bad: 3}'])
  expect(failed.code).toBe(1)
  expect(failed.out).toContain("the new table of 'events' is not shown: 1 batch of it could not be built")
  const mended = await shop.call(['retry', '--vars', '{bad: 0}'])
  expect(mended.code).toBe(0)
  expect(await shop.rows('select count(*) from analytics.events')).toEqual([['3']])
  expect(await shop.rows("select relname from pg_class where relname like 'events\\_%'")).toEqual([])
})

test('a retry of a model of which no batch was built takes the range of the run before', async () => {
  await using shop = await withShop(FILES)
  await shop.call('seed')
  await shop.call(['run', '--select', 'events', ...THREE_DAYS, '--vars', '{bad: 1}'])
  await shop.call(['retry', '--vars', '{bad: 0}'])
  expect(await shop.rows('select count(*), max(batch) from analytics.events')).toEqual([['3', '20240103']])
})

test('a sample says which batches are built, and cuts the first and the last', async () => {
  await using shop = await withShop(FILES)
  await shop.call('seed')
  const window = "{start: '2024-01-01 12:00', end: '2024-01-02 12:00'}"
  const { code } = await shop.call(['run', '--select', 'events', '--sample', window])
  expect(code).toBe(0)
  // The seed's column is a date, and PostgreSQL compares dates with dates.
  expect(await shop.rows('select id from analytics.events')).toEqual([['1']])
  const compiled = shop.read('target/compiled/shop/models/events/events_2024-01-01.sql')
  expect(compiled).toContain("loaded_at >= '2024-01-01 12:00:00+00:00' and loaded_at < '2024-01-02 00:00:00+00:00'")
})

test('a range that is none is refused before anything is read', async () => {
  await using shop = await withShop({ ...FILES, 'models/broken.sql': '{{' })
  const { code, err } = await shop.call(['run', '--event-time-start', '2024-01-01'])
  expect(code).toBe(2)
  expect(err).toContain('--event-time-start is given, but --event-time-end is not')
})

test('the JSON log has dbt’s events of batches', async () => {
  await using shop = await withShop(FILES)
  await shop.call('seed')
  const { out } = await shop.call(['--log-format', 'json', 'run', '-s', 'events', ...THREE_DAYS, '--vars', '{bad: 2}'])
  const lines = out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { info: { name: string; code: string }; data: Record<string, unknown> })
  const told = lines.flatMap(({ info, data }) =>
    info.name.includes('Batch') ? [[info.name, info.code, data.batch_index, data.total_batches, data.status]] : [],
  )
  expect(told).toEqual([
    ['LogStartBatch', 'Q045', 1, 3, undefined],
    ['LogBatchResult', 'Q046', 1, 3, 'SELECT 1'],
    ['LogStartBatch', 'Q045', 2, 3, undefined],
    ['LogBatchResult', 'Q046', 2, 3, 'error'],
    ['LogStartBatch', 'Q045', 3, 3, undefined],
    ['LogBatchResult', 'Q046', 3, 3, 'MERGE 1'],
  ])
  const of = (name: string) => lines.find(({ info }) => info.name === name)?.data
  expect(of('GenericExceptionOnRun')).toMatchObject({
    unique_id: 'model.shop.events',
    exc: expect.stringContaining('division by zero'),
    node_info: { node_name: 'events', materialized: 'incremental' },
  })
  expect(of('LogBatchResult')).toMatchObject({
    description: 'batch 2024-01-01 of analytics.events',
    node_info: { unique_id: 'model.shop.events', node_status: 'success' },
  })
  expect(of('LogModelResult')).toMatchObject({
    description: expect.stringContaining('microbatch model analytics.events'),
    status: 'PARTIAL SUCCESS (2/3)',
  })
  expect(of('EndOfRunSummary')).toMatchObject({ num_errors: 0, num_partial_success: 1 })
  expect(of('StatsLine')).toMatchObject({ stats: { error: 1 } })
})
