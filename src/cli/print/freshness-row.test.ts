import { expect, test } from 'vitest'
import type { FreshnessResult } from '../../run/freshness.ts'
import { source } from '../../testing/manifest-builder.ts'
import { freshnessRow, printFreshness } from './freshness-row.ts'

const DAY = 86_400
const none = { count: null, period: null }
const orders = source('raw', 'orders')
const clicks = source('raw', 'clicks')
const sources = new Map([orders, clicks].map((one) => [one.id as string, one]))

function result(given: Partial<FreshnessResult> = {}): FreshnessResult {
  return {
    id: orders.id,
    status: 'pass',
    maxLoadedAt: null,
    snapshottedAt: null,
    age: 3 * DAY,
    criteria: { warn_after: { count: 2, period: 'day' }, error_after: { count: 36, period: 'hour' }, filter: null },
    startedAt: new Date(0),
    completedAt: new Date(0),
    executionTime: 0.5,
    threadId: 'Thread-1',
    response: null,
    diagnostics: [],
    ...given,
  }
}

test.each([
  [90, '90 seconds old'],
  [119, '119 seconds old'],
  [3 * 60, '3 minutes old'],
  [3 * 3600, '3 hours old'],
  [47 * 3600, '47 hours old'],
  [3.9 * DAY, '3 days old'],
  [-1, 'in the future'],
  [Number.POSITIVE_INFINITY, 'no rows'],
  [null, 'no rows'],
])('data of %s seconds is %s', (age, detail) => {
  const row = freshnessRow(result({ age }), '1/2', new Map([[orders.id, 'raw.orders']]))
  expect(row).toEqual({ place: '1/2', status: 'pass', kind: 'source', name: 'raw.orders', detail, time: '0.50s' })
})

test('what is older than it may be says how old it may be, and where that is written', () => {
  const results = [
    result({ status: 'warn' }),
    result({ id: clicks.id, status: 'error' }),
    result(),
    result({ status: 'runtime error', age: null }),
  ]
  expect(printFreshness(results, sources)).toBe(`
  raw.orders: 3 days old, 2 days allowed (models/sources.yml)
  raw.clicks: 3 days old, 36 hours allowed (models/sources.yml)

4 sources: 1 fresh, 1 late, 1 too old, 1 not answered`)
  expect(printFreshness([result({ criteria: { warn_after: none, error_after: none, filter: null } })], sources)).toBe(
    '\n1 source: 1 fresh',
  )
  expect(printFreshness([], sources)).toBe('no source or model has freshness thresholds')
})
