import { decimalError } from './errors.ts'
import { fractionalPower } from './exponential.ts'
import {
  adjusted,
  type DecimalNumber,
  digitCount,
  type Finite,
  finite,
  type Infinite,
  MAX_EXPONENT,
  ZERO,
} from './number.ts'
import { toPrecision } from './rounding.ts'

const ONE = finite(1n, 0)
const INFINITY: Infinite = { kind: 'infinite', negative: false }

/** Python's `a ** b` on Decimals, the special values included; `invert` is 1 / x. */
export function power(a: Finite | Infinite, b: Finite | Infinite, invert: (x: Finite) => DecimalNumber): DecimalNumber {
  if (b.kind === 'infinite') return infinitePower(a, b.negative)
  const exponent = wholeNumber(b)
  if (a.kind === 'infinite') return powerOfInfinity(a, b, exponent)
  if (a.coefficient === 0n) return powerOfZero(a, b, exponent)
  if (exponent === undefined) {
    if (a.negative) throw decimalError('InvalidOperation')
    return toPrecision(fractionalPower(a, b))
  }
  if (exponent === 0n) return ONE
  const result = raise(a, exponent < 0n ? -exponent : exponent)
  return exponent < 0n ? invert(result) : toPrecision(result)
}

function wholeNumber({ negative, coefficient, exponent }: Finite): bigint | undefined {
  const unit = 10n ** BigInt(Math.abs(exponent))
  if (exponent < 0 && coefficient % unit !== 0n) return undefined
  const magnitude = exponent < 0 ? coefficient / unit : coefficient * unit
  return negative ? -magnitude : magnitude
}

function infinitePower(a: Finite | Infinite, towardsZero: boolean): DecimalNumber {
  if (a.negative) throw decimalError('InvalidOperation')
  const size = a.kind === 'infinite' ? 1 : sizeBesideOne(a)
  if (size === 0) return toPrecision({ ...finite(10n ** 27n, -27) })
  return size > 0 === towardsZero ? ZERO : INFINITY
}

/** Negative, zero or positive as a number is below, equal to or above one. */
function sizeBesideOne(a: Finite): number {
  if (a.coefficient === 0n || adjusted(a) < 0) return -1
  return adjusted(a) === 0 && a.coefficient === 10n ** BigInt(digitCount(a.coefficient) - 1) ? 0 : 1
}

function powerOfInfinity(a: Infinite, b: Finite, exponent: bigint | undefined): DecimalNumber {
  const negative = a.negative && exponent !== undefined && exponent % 2n !== 0n
  if (a.negative && exponent === undefined) throw decimalError('InvalidOperation')
  if (b.coefficient === 0n) return ONE
  return b.negative ? { ...ZERO, negative } : { ...INFINITY, negative }
}

function powerOfZero(a: Finite, b: Finite, exponent: bigint | undefined): DecimalNumber {
  if (b.coefficient === 0n) throw decimalError('InvalidOperation')
  const negative = a.negative && exponent !== undefined && exponent % 2n !== 0n
  return b.negative ? { ...INFINITY, negative } : { ...ZERO, negative }
}

// More digits than this take part in no result of 28.
const WORKING_DIGITS = 70

/** By squaring, with more digits than the result will have. */
function raise(base: Finite, exponent: bigint): Finite {
  let result = ONE
  let square = base
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = product(result, square)
    if (rest > 1n) square = product(square, square)
    if (Math.abs(square.exponent) > 4 * MAX_EXPONENT) throw decimalError('Overflow')
  }
  return result
}

function product(a: Finite, b: Finite): Finite {
  const coefficient = a.coefficient * b.coefficient
  const exponent = a.exponent + b.exponent
  const negative = a.negative !== b.negative
  const excess = digitCount(coefficient) - WORKING_DIGITS
  if (excess <= 0) return { kind: 'finite', negative, coefficient, exponent }
  return { kind: 'finite', negative, coefficient: coefficient / 10n ** BigInt(excess), exponent: exponent + excess }
}
