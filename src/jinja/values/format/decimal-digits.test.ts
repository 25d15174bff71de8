import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binaryParts } from '../float-bits.ts'
import { fixedDigits, significantDigits } from './decimal-digits.ts'

const positive = fc.double({ min: 1e-300, max: 1e30, noNaN: true })

test('fixed digits are the nearest integer to value × 10**places', () => {
  fc.assert(
    fc.property(positive, fc.integer({ min: 0, max: 30 }), (value, places) => {
      const { mantissa, exponent } = binaryParts(value)
      const SCALE = 1100n
      const exact = (mantissa << (SCALE + BigInt(exponent))) * 10n ** BigInt(places)
      const difference = exact - (fixedDigits(value, places) << SCALE)
      expect(2n * (difference < 0n ? -difference : difference) <= 1n << SCALE).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('exact ties go to the even digit', () => {
  expect([0.5, 1.5, 2.5, 3.5].map((value) => fixedDigits(value, 0))).toEqual([0n, 2n, 2n, 4n])
  expect([0.125, 0.375].map((value) => fixedDigits(value, 2))).toEqual([12n, 38n])
})

test('significant digits are always as many as asked', () => {
  fc.assert(
    fc.property(positive, fc.integer({ min: 1, max: 25 }), (value, count) => {
      const { digits, exponent } = significantDigits(value, count)
      expect(digits).toHaveLength(count)
      expect(digits[0]).not.toBe('0')
      const read = Number(`${digits}e${exponent - count + 1}`)
      expect(Math.abs(read - value) <= value * 10 ** (1 - Math.min(count, 15))).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('seventeen significant digits tell every float apart', () => {
  fc.assert(
    fc.property(positive, (value) => {
      const { digits, exponent } = significantDigits(value, 17)
      expect(Number(`${digits}e${exponent - 16}`)).toBe(value)
    }),
    { numRuns: 1000 },
  )
})
