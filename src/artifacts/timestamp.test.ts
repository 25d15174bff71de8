import fc from 'fast-check'
import { expect, test } from 'vitest'
import { microseconds, timestamp } from './timestamp.ts'

test('a moment is written with six digits of a second', () => {
  expect(timestamp(new Date('2026-01-02T03:04:05.006Z'))).toBe('2026-01-02T03:04:05.006000Z')
})

test('microseconds are read from all that dbt writes, zones and missing digits included', () => {
  expect(microseconds('1970-01-01T00:00:01.000002Z')).toBe(1_000_002)
  expect(microseconds('1970-01-01T00:00:01+00:00')).toBe(1_000_000)
  expect(microseconds('1970-01-01T02:00:00.5+02:00')).toBe(500_000)
  expect(microseconds('1970-01-01 00:00:00.25')).toBe(250_000)
  expect(microseconds('2024-02-29T12:00:00.123456Z')).toBe(1_709_208_000_123_456)
  expect(microseconds('0001-01-01T00:00:00+00:00')).toBe(-62_135_596_800_000_000)
})

test('what is no moment is none', () => {
  for (const text of ['', 'yesterday', '2026-01-02', '2026-13-01T00:00:00Z']) expect(microseconds(text)).toBeNull()
})

test('reading gives back what was written', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }), (moment) => {
      expect(microseconds(timestamp(moment))).toBe(moment.getTime() * 1000)
    }),
  )
})
