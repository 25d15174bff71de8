import { expect, test } from 'vitest'
import { count, duration, elapsed, enumerate, harmless } from './words.ts'

test.each([
  [0, '0.00s'],
  [0.004, '0.00s'],
  [9.994, '9.99s'],
  [9.996, '10.0s'],
  [59.94, '59.9s'],
  [99.96, '1m 40s'],
  [3599.6, '1h 00m'],
  [7325, '2h 02m'],
])('%f seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})

test.each([
  [0.9, '0s'],
  [59.9, '59s'],
  [61, '1m 01s'],
  [3725, '1h 02m'],
])('what goes on since %f seconds shows %s', (seconds, text) => {
  expect(elapsed(seconds)).toBe(text)
})

test('counts have the right number, and groups of three', () => {
  expect(count(1, 'model')).toBe('1 model')
  expect(count(0, 'row')).toBe('0 rows')
  expect(count(1234567, 'row')).toBe('1,234,567 rows')
  expect(count(2, 'query')).toBe('2 queries')
  expect(count(2, 'day')).toBe('2 days')
  expect(count(3, 'analysis')).toBe('3 analyses')
})

test('words are put in a row', () => {
  expect(enumerate([])).toBe('')
  expect(enumerate(['a'])).toBe('a')
  expect(enumerate(['a', 'b', 'c'])).toBe('a, b and c')
})

test('text from elsewhere cannot steer the terminal', () => {
  expect(harmless('clear \x1b[2J, bell \x07, back \b\r, csi \x9b, turned \u202e; tab\tand line\nstay')).toBe(
    'clear \\x1b[2J, bell \\x07, back \\x08\\x0d, csi \\x9b, turned \\u202e; tab\tand line\nstay',
  )
})
