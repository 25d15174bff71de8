import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Splits } from '../../resources/training-set.ts'
import { readDay } from './as-of.ts'
import { after, before, readLength } from './lengths.ts'
import { dayText, laySpans } from './spans.ts'

const day = (text: string): Date => readDay(text, '--as-of')

function splits(spans: Readonly<Record<string, string>>, rules: Partial<Splits> = {}): Splits {
  return {
    spans: Object.entries(spans).map(([name, length]) => ({ name, length })),
    labelLag: null,
    embargo: null,
    asOf: null,
    group: [],
    ...rules,
  }
}

function laid(of: Splits, asOf: string): readonly string[] {
  return laySpans('loans', of, day(asOf)).map(({ name, start, end }) => `${name} ${dayText(start)} ${dayText(end)}`)
}

describe('spans are laid backward from the day less the label lag', () => {
  test('in months: from the start of the month of the day, the last split the latest', () => {
    const of = splits(
      { train: '12 months', validation: '2 months', test: '2 months', out_of_time: '1 month' },
      { labelLag: '6 months' },
    )
    const expected = [
      'train 2024-01-01 2025-01-01',
      'validation 2025-01-01 2025-03-01',
      'test 2025-03-01 2025-05-01',
      'out_of_time 2025-05-01 2025-06-01',
    ]
    expect(laid(of, '2025-12-20')).toEqual(expected)
    expect(laid(of, '2025-12-01')).toEqual(expected)
  })

  test('an embargo lies between two splits, and shortens none; the months of the last one stay whole', () => {
    expect(laid(splits({ train: '1 year', test: '2 months' }, { embargo: '7 days' }), '2026-03-15')).toEqual([
      'train 2024-12-25 2025-12-25',
      'test 2026-01-01 2026-03-01',
    ])
  })

  test('in weeks or days: from the midnight of the day', () => {
    expect(laid(splits({ train: '4 weeks', test: '10 days' }, { labelLag: '1 month' }), '2026-03-31')).toEqual([
      'train 2026-01-21 2026-02-18',
      'test 2026-02-18 2026-02-28',
    ])
  })

  test('a lag in days takes the months off the calendar', () => {
    expect(laid(splits({ train: '2 months' }, { labelLag: '90 days' }), '2026-06-17')).toEqual([
      'train 2026-01-19 2026-03-19',
    ])
  })
})

test.each(['12', '6 hours', '1.5 months', '-1 month', 'a month', ''])('%j is no length of a split', (length) => {
  expect(() => laid(splits({ train: length }), '2026-01-01')).toThrow('is not a length that splits are made of')
})

test.each(['0 days', '0 months'])('a split of %s would never have a row', (length) => {
  expect(() => laid(splits({ train: length }), '2026-01-01')).toThrow('the train of the training set')
})

test.each(['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01 12:00', 'today', ''])('%j is no day', (text) => {
  expect(() => day(text)).toThrow('is not a date')
})

test('the 31st less a month is the last day of the month before; days are 24 hours', () => {
  const length = (text: string) => readLength(text) ?? { months: 0, days: 0 }
  expect(dayText(before(day('2026-03-31'), length('1 month')))).toBe('2026-02-28')
  expect(dayText(before(day('2024-03-31'), length('1 month')))).toBe('2024-02-29')
  expect(dayText(after(day('2025-10-31'), length('1 year 4 months 1 week')))).toBe('2027-03-07')
})

const lengthsOf = fc.record({
  amounts: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
  unit: fc.constantFrom('day', 'days', 'weeks', 'month', 'months', 'years'),
  lag: fc.constantFrom(null, '0 days', '6 months', '45 days'),
  embargo: fc.constantFrom(null, '7 days', '1 month'),
  asOf: fc.date({ min: new Date('2000-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }),
})

test('whatever the lengths, no two spans meet, and each ends an embargo before the next begins', () => {
  fc.assert(
    fc.property(lengthsOf, ({ amounts, unit, lag, embargo, asOf }) => {
      const of = splits(Object.fromEntries(amounts.map((amount, at) => [`s${at}`, `${amount} ${unit}`])), {
        labelLag: lag,
        embargo,
      })
      const spans = laySpans('loans', of, day(dayText(asOf)))
      expect(spans.map(({ name }) => name)).toEqual(of.spans.map(({ name }) => name))
      for (const [at, { start, end, length }] of spans.entries()) {
        expect(start.getTime()).toBeLessThan(end.getTime())
        expect(start).toEqual(before(end, length))
        expect(start.toISOString().slice(-14)).toBe('T00:00:00.000Z')
        const next = spans[at + 1]
        const gap = embargo === null ? { months: 0, days: 0 } : readLength(embargo)
        if (next !== undefined && gap !== null) expect(end).toEqual(before(next.start, gap))
      }
      expect(spans.at(-1)?.end.getTime()).toBeLessThanOrEqual(day(dayText(asOf)).getTime())
    }),
  )
})
