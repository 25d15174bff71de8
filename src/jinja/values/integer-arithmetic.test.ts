import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearestQuotient } from './exact-quotient.ts'
import { binaryParts } from './float-bits.ts'
import { type Integer, normalize } from './integer.ts'
import { add, floorDivide, integers, modulo, multiply, power, subtract, trueDivide } from './integer-arithmetic.ts'
import { PythonError } from './python-error.ts'

const EDGE = 2n ** 53n
const integer = fc
  .oneof(
    fc.bigInt({ min: -20n, max: 20n }),
    fc.bigInt({ min: EDGE - 3n, max: EDGE + 3n }),
    fc.bigInt({ min: -EDGE - 3n, max: -EDGE + 3n }),
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
  )
  .map(normalize)
const nonZero = integer.filter((n) => n !== 0)

/** Python's rules, said in BigInt alone. */
function flooredQuotient(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}

test('sums, differences and products of ints are exact and in their one representation', () => {
  fc.assert(
    fc.property(integer, integer, (a, b) => {
      expect(add(a, b)).toBe(normalize(BigInt(a) + BigInt(b)))
      expect(subtract(a, b)).toBe(normalize(BigInt(a) - BigInt(b)))
      expect(multiply(a, b)).toBe(normalize(BigInt(a) * BigInt(b)))
    }),
    { numRuns: 2000 },
  )
})

test('floor division and modulo follow Python for every mix of signs and sizes', () => {
  fc.assert(
    fc.property(integer, nonZero, (a, b) => {
      const quotient = flooredQuotient(BigInt(a), BigInt(b))
      expect(floorDivide(a, b)).toBe(normalize(quotient))
      expect(modulo(a, b)).toBe(normalize(BigInt(a) - quotient * BigInt(b)))
    }),
    { numRuns: 2000 },
  )
})

test('no operation answers with JavaScript’s negative zero', () => {
  const results = [multiply(0, -5), modulo(-4, 2), floorDivide(0, -5), subtract(0, 0), add(-0, 0)]
  expect(results.map((n) => Object.is(n, 0))).toEqual(results.map(() => true))
})

test('powers are exact', () => {
  fc.assert(
    fc.property(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 0, max: 60 }), (a, b) => {
      expect(power(a, b)).toBe(normalize(BigInt(a) ** BigInt(b)))
    }),
  )
})

test('a power too large to be meant is an error, not a crash', () => {
  expect(() => power(10, 10_000_000_000)).toThrow(PythonError)
  expect(power(1, 10n ** 30n)).toBe(1)
  expect(power(-1, 10n ** 30n + 1n)).toBe(-1)
})

test('true division of small ints is JavaScript’s own', () => {
  fc.assert(
    fc.property(
      fc.maxSafeInteger().filter((a) => a !== 0),
      fc.maxSafeInteger().filter((b) => b !== 0),
      (a, b) => {
        expect(trueDivide(a, b)).toBe(a / b)
        expect(nearestQuotient(BigInt(a), BigInt(b))).toBe(a / b)
      },
    ),
    { numRuns: 2000 },
  )
})

test('true division of large ints gives the nearest float', () => {
  const large = fc.bigInt({ min: 1n, max: 2n ** 300n })
  fc.assert(
    fc.property(large, large, (a, b) => {
      const quotient = nearestQuotient(a, b)
      const distance = distanceTo(a, b, quotient)
      for (const neighbour of neighbours(quotient)) expect(distance <= distanceTo(a, b, neighbour)).toBe(true)
    }),
  )
})

test('quotients at the edge of the floats are rounded once', () => {
  expect(nearestQuotient(1n, 2n ** 1074n)).toBe(Number.MIN_VALUE)
  expect(nearestQuotient(1n, 2n ** 1075n)).toBe(0)
  expect(nearestQuotient(3n, 2n ** 1075n)).toBe(2 * Number.MIN_VALUE)
  expect(nearestQuotient(2n ** 1024n - 1n, 1n)).toBe(Number.POSITIVE_INFINITY)
  expect(nearestQuotient(-(2n ** 1023n), 1n)).toBe(-(2 ** 1023))
})

test('an int is never a bigint where a number would do', () => {
  const values: Integer[] = [normalize(5n), normalize(EDGE - 1n), normalize(-EDGE + 1n)]
  expect(values.map((n) => typeof n)).toEqual(['number', 'number', 'number'])
  expect(integers('-', EDGE, 1)).toBe(Number(EDGE - 1n))
})

/** |a/b - float|, times b and a power of two common to all floats here. */
function distanceTo(a: bigint, b: bigint, float: number): bigint {
  const SCALE = 1400n
  const { mantissa, exponent } = binaryParts(float)
  const scaled = mantissa << (SCALE + BigInt(exponent))
  const difference = (a << SCALE) - scaled * b
  return difference < 0n ? -difference : difference
}

function neighbours(float: number): [number, number] {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, float)
  const bits = view.getBigUint64(0)
  view.setBigUint64(0, bits - 1n)
  const below = view.getFloat64(0)
  view.setBigUint64(0, bits + 1n)
  return [below, view.getFloat64(0)]
}
