import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type BatchSize, windowOf } from '../../resources/batch.ts'
import { planBatches } from './batches.ts'

interface Recorded {
  readonly size: BatchSize
  readonly begin: string
  readonly lookback: number
  readonly incremental: boolean
  readonly range: readonly [string, string] | null
  readonly until: string
  /** Id, label, and times as SQL reads them. */
  readonly batches: readonly (readonly [string, string, string, string])[]
}

const RECORDED = JSON.parse(
  readFileSync(new URL('./testdata/batches.recorded.json', import.meta.url), 'utf8'),
) as readonly Recorded[]

const utc = (text: string): Date => new Date(`${text}Z`)

test.each(RECORDED.map((one, index) => [index, one] as const))(
  'batches are those of dbt: case %i',
  (_index, recorded) => {
    const { size, lookback, incremental, range, batches } = recorded
    const planned = planBatches({
      size,
      begin: utc(recorded.begin),
      lookback,
      incremental,
      range: range === null ? null : { start: utc(range[0]), end: utc(range[1]) },
      until: utc(recorded.until),
    })
    expect(planned.map((batch) => [batch.id, batch.label, windowOf(batch).start, windowOf(batch).end])).toEqual(batches)
  },
)

test('the recorded cases are of every kind', () => {
  const kinds = new Set(RECORDED.map(({ size, incremental, range }) => `${size} ${incremental} ${range !== null}`))
  expect(kinds.size).toBe(16)
  expect(RECORDED.some(({ batches }) => batches.length > 20)).toBe(true)
})

test('a model that begins in the future has one batch, which ends before it begins, as in dbt', () => {
  const plan = { size: 'day', lookback: 1, incremental: false, range: null } as const
  const batches = planBatches({ ...plan, begin: utc('2030-01-01T00:00:00'), until: utc('2024-05-05T10:00:00') })
  expect(batches.map(windowOf)).toEqual([{ start: '2030-01-01 00:00:00+00:00', end: '2024-05-06 00:00:00+00:00' }])
})
