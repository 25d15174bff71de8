import { expect, test } from 'vitest'
import { eventTimeArguments, eventTimeRange } from './event-time-range.ts'

const range = (event_time_start: string | null, event_time_end: string | null) =>
  eventTimeRange({ event_time_start, event_time_end })

test('a range of event time is read as UTC, whatever of dbt’s three forms it has', () => {
  expect(range('2024-01-31', '2024-02-01 10:30:00')).toEqual({
    start: new Date('2024-01-31T00:00:00Z'),
    end: new Date('2024-02-01T10:30:00Z'),
  })
  expect(range('2024-01-31T23:59:59', '2024-02-01')?.start).toEqual(new Date('2024-01-31T23:59:59Z'))
  expect(range(null, null)).toBeNull()
})

test('half a range, an empty one and what is no time are refused', () => {
  expect(() => range('2024-01-31', null)).toThrow('--event-time-start is given, but --event-time-end is not')
  expect(() => range(null, '2024-01-31')).toThrow('--event-time-end is given, but --event-time-start is not')
  for (const start of ['2024-02-01', '2024-02-02'])
    expect(() => range(start, '2024-02-01')).toThrow('--event-time-start must be less than --event-time-end')
  for (const text of [
    'yesterday',
    '2024-2-1',
    '2024-02-30',
    '2024-02-01T10:00',
    '2024-02-01T25:00:00',
    '2024-02-01T10:00:00Z',
  ])
    expect(() => range(text, '2025-01-01')).toThrow(`--event-time-start cannot be '${text}'`)
})

test('artifacts have the times as dbt writes them', () => {
  expect(eventTimeArguments(range('2024-01-31', '2024-02-01 10:30:00'))).toEqual({
    event_time_start: '2024-01-31T00:00:00',
    event_time_end: '2024-02-01T10:30:00',
  })
  expect(eventTimeArguments(null)).toEqual({})
})
