import { expect, test } from 'vitest'
import { sampleWindow } from './sample-window.ts'

test.each([
  ['3 days', '2024-03-28 16:06:00+00:00'],
  ['1 Hour', '2024-03-31 15:06:00+00:00'],
  ['1 month', '2024-02-29 16:06:00+00:00'],
  ['13 months', '2023-02-28 16:06:00+00:00'],
  ['4 years', '2020-03-31 16:06:00+00:00'],
])('%s before a time', (text, start) => {
  expect(sampleWindow(text, new Date('2024-03-31T16:06:00Z'))).toEqual({ start, end: '2024-03-31 16:06:00+00:00' })
})

test('a window is written as dbt writes it: in UTC, with microseconds where there are any', () => {
  const now = new Date('2024-03-31T16:06:00.5Z')
  expect(sampleWindow('1 day', now).end).toBe('2024-03-31 16:06:00.500000+00:00')
  expect(sampleWindow("{start: '2024-07-01', end: '2024-07-08 18:00:00.25+02:00'}", now)).toEqual({
    start: '2024-07-01 00:00:00+00:00',
    end: '2024-07-08 18:00:00.250000+00:00',
  })
  expect(sampleWindow('{start: 2024-07-01, end: 2024-07-08T18:00}', now).end).toBe('2024-07-08 18:00:00+00:00')
})

test.each(['', '3', 'three days', '3 weeks', '3 days ago', '{start: 2024-07-01}', '{start: soon, end: late}', '{}'])(
  "'%s' is no window",
  (text) => {
    expect(() => sampleWindow(text, new Date(0))).toThrow(`--sample cannot be '${text}'`)
  },
)
