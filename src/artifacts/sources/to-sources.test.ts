import { expect, test } from 'vitest'
import { uniqueId } from '../../resources/ids.ts'
import type { FreshnessResult } from '../../run/freshness.ts'
import { origin } from '../../testing/origin.ts'
import { readSources } from './read-sources.ts'
import { toSourcesJson } from './to-sources.ts'

const orders: FreshnessResult = {
  id: uniqueId('source', 'shop', 'raw', 'orders'),
  status: 'warn',
  maxLoadedAt: '2026-01-01T00:00:00.123456Z',
  snapshottedAt: '2026-01-02T03:04:05.500000Z',
  age: 97445.376544,
  criteria: { warn_after: { count: 1, period: 'day' }, error_after: { count: null, period: null }, filter: "a > 'b'" },
  startedAt: new Date('2026-01-02T03:04:05.400Z'),
  completedAt: new Date('2026-01-02T03:04:05.600Z'),
  executionTime: 0.2,
  threadId: 'Thread-1',
  response: { message: 'SELECT 1', code: 'SELECT', rowsAffected: 1 },
  diagnostics: [],
}
const facts = { origin, elapsedTime: 0.25 }

test('a source that was asked has its times, its age, its criteria and its verdict', () => {
  expect(readSources(toSourcesJson([orders], facts), { unknownKeys: 'refuse' })).toMatchObject({
    metadata: { dbt_schema_version: 'https://schemas.getdbt.com/dbt/sources/v3.json' },
    elapsed_time: 0.25,
    results: [
      {
        unique_id: 'source.shop.raw.orders',
        max_loaded_at: '2026-01-01T00:00:00.123456+00:00',
        snapshotted_at: '2026-01-02T03:04:05.500000+00:00',
        max_loaded_at_time_ago_in_s: 97445.376544,
        status: 'warn',
        criteria: {
          warn_after: { count: 1, period: 'day' },
          error_after: { count: null, period: null },
          filter: "a > 'b'",
        },
        adapter_response: { _message: 'SELECT 1', code: 'SELECT', rows_affected: 1 },
        timing: [
          { name: 'compile', started_at: '2026-01-02T03:04:05.400000Z', completed_at: '2026-01-02T03:04:05.400000Z' },
          { name: 'execute', started_at: '2026-01-02T03:04:05.400000Z', completed_at: '2026-01-02T03:04:05.600000Z' },
        ],
        thread_id: 'Thread-1',
        execution_time: 0.2,
      },
    ],
  })
})

test('a source that could not be asked is there with its error', () => {
  const failed: FreshnessResult = {
    ...orders,
    status: 'runtime error',
    maxLoadedAt: null,
    snapshottedAt: null,
    age: null,
    diagnostics: [{ code: 'database-error', severity: 'error', message: 'relation "raw.orders" does not exist' }],
  }
  expect(readSources(toSourcesJson([failed], facts), { unknownKeys: 'refuse' }).results).toEqual([
    { unique_id: 'source.shop.raw.orders', error: 'relation "raw.orders" does not exist', status: 'runtime error' },
  ])
})

test("a source without rows was loaded at Python's first moment, and its age is a number of JSON", () => {
  const empty: FreshnessResult = { ...orders, status: 'error', maxLoadedAt: null, age: Number.POSITIVE_INFINITY }
  expect(readSources(JSON.stringify(toSourcesJson([empty], facts))).results).toMatchObject([
    { status: 'error', max_loaded_at: '0001-01-01T00:00:00+00:00', max_loaded_at_time_ago_in_s: 63902919845.5 },
  ])
})
