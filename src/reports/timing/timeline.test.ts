import { expect, test } from 'vitest'
import { readManifest, readRunResults } from '../../artifacts/artifacts.ts'
import { toManifestJson } from '../../artifacts/manifest/to-manifest.ts'
import { QUOTE_ALL } from '../../resources/relation.ts'
import { genericTest, manifestOf, model } from '../../testing/manifest-builder.ts'
import { origin } from '../../testing/origin.ts'
import { durationOf, type Timeline, timelineOf } from './timeline.ts'

const raw = model('raw')
const orders = model('orders', { reads: [raw] })
const unique = genericTest('unique', orders, 'id')
const customers = model('customers', { reads: [orders] })
const other = model('other')
const manifest = readManifest(
  JSON.stringify(toManifestJson(manifestOf(raw, orders, unique, customers, other), { origin, quoting: QUOTE_ALL })),
)

type Ran = readonly [id: string, thread: string, start: number, end: number, status?: string]

function at(second: number): string {
  return new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString().replace('Z', '000Z')
}

function results(ran: readonly Ran[], which = 'build') {
  return readRunResults({
    metadata: { dbt_schema_version: 'https://schemas.getdbt.com/dbt/run-results/v6.json' },
    results: ran.map(([unique_id, thread_id, start, end, status = 'success']) => ({
      status,
      timing:
        status === 'skipped'
          ? []
          : [
              { name: 'compile', started_at: at(start), completed_at: at(start) },
              { name: 'execute', started_at: at(start), completed_at: at(end) },
            ],
      ...{ thread_id, execution_time: end - start, adapter_response: {}, message: null, failures: null, unique_id },
      ...{ compiled: true, compiled_code: null, relation_name: null },
    })),
    elapsed_time: 10,
    args: { which },
  })
}

const RAN: readonly Ran[] = [
  [raw.id, 'Thread-1', 0, 2],
  [other.id, 'Thread-2', 0, 7],
  [orders.id, 'Thread-1', 2, 3],
  [unique.id, 'Thread-1', 3, 6],
  [customers.id, 'Thread-1', 6, 9],
]

function names(bars: Timeline['bars']): readonly string[] {
  return bars.map((bar) => `${bar.name} ${durationOf(bar)}`)
}

test('the critical path is the longest chain of nodes that waited for each other, tests that hold up others among them', () => {
  const { criticalPath, seconds } = timelineOf(results(RAN), manifest)
  expect(names(criticalPath)).toEqual(['raw 2', 'orders 1', 'unique_orders_id 3', 'customers 3'])
  expect(seconds).toBe(9)
})

test('a long node that waited for nothing may be all of it', () => {
  const ran = RAN.map((one): Ran => (one[0] === other.id ? [other.id, 'Thread-2', 0, 20] : one))
  expect(names(timelineOf(results(ran), manifest).criticalPath)).toEqual(['other 20'])
})

test('who had not ended by then was not waited for', () => {
  const ran = RAN.map((one): Ran => (one[0] === unique.id ? [unique.id, 'Thread-2', 3, 9] : one))
  const { criticalPath } = timelineOf(
    results(ran.map((one): Ran => (one[0] === customers.id ? [customers.id, 'Thread-1', 3, 4] : one))),
    manifest,
  )
  expect(names(criticalPath)).toEqual(['raw 2', 'orders 1', 'unique_orders_id 6'])
})

test('each thread has its nodes and the seconds in which it had something to do', () => {
  const { threads } = timelineOf(results(RAN), manifest)
  expect(threads.map(({ thread, busy, bars }) => [thread, busy, bars.length])).toEqual([
    ['Thread-1', 9, 4],
    ['Thread-2', 7, 1],
  ])
})

test('without a manifest there is no chain; skipped nodes are counted, not drawn', () => {
  const timeline = timelineOf(results([...RAN, ['model.shop.late', 'Thread-1', 0, 0, 'skipped']]), null)
  expect(names(timeline.criticalPath)).toEqual(['other 7'])
  expect([timeline.bars.length, timeline.skipped]).toEqual([5, 1])
})

test('of a run of nothing there is nothing to say', () => {
  expect(timelineOf(results([]), manifest)).toMatchObject({ bars: [], threads: [], seconds: 0, criticalPath: [] })
})
