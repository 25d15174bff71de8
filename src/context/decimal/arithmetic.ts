import { decimalError } from './errors.ts'
import {
  type DecimalNumber,
  digitCount,
  type Finite,
  finite,
  type Infinite,
  PRECISION,
  signed,
  ZERO,
} from './number.ts'
import { power } from './power.ts'
import { toPrecision } from './rounding.ts'

/** Python's `a <operator> b` on Decimals in its default context, or undefined for an operator they do not have. */
export function calculate(operator: string, a: DecimalNumber, b: DecimalNumber): DecimalNumber | undefined {
  if (a.kind === 'nan' || b.kind === 'nan') return OPERATORS.has(operator) ? (a.kind === 'nan' ? a : b) : undefined
  switch (operator) {
    case '+':
      return add(a, b)
    case '-':
      return add(a, negate(b))
    case '*':
      return multiply(a, b)
    case '/':
      return divide(a, b)
    case '//':
      return divideWhole(a, b)
    case '%':
      return remainder(a, b)
    case '**':
      return power(a, b, (x) => divide(ONE, x))
    default:
      return undefined
  }
}

const OPERATORS: ReadonlySet<string> = new Set(['+', '-', '*', '/', '//', '%', '**'])

type Real = Finite | Infinite

const ONE = finite(1n, 0)

export function negate<N extends DecimalNumber>(number: N): N {
  return { ...number, negative: !number.negative }
}

/** Both coefficients, signed, at the smaller exponent. */
function aligned(a: Finite, b: Finite): readonly [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent)
  const scale = (number: Finite): bigint => signed(number) * 10n ** BigInt(number.exponent - exponent)
  return [scale(a), scale(b), exponent]
}

function add(a: Real, b: Real): DecimalNumber {
  if (a.kind === 'infinite') {
    if (b.kind === 'infinite' && a.negative !== b.negative) throw decimalError('InvalidOperation')
    return a
  }
  if (b.kind === 'infinite') return b
  const [x, y, exponent] = aligned(a, b)
  return toPrecision(finite(x + y, exponent, a.negative && b.negative))
}

function multiply(a: Real, b: Real): DecimalNumber {
  const negative = a.negative !== b.negative
  if (a.kind === 'infinite' || b.kind === 'infinite') {
    if (isZero(a) || isZero(b)) throw decimalError('InvalidOperation')
    return { kind: 'infinite', negative }
  }
  return toPrecision({ ...finite(a.coefficient * b.coefficient, a.exponent + b.exponent), negative })
}

function divide(a: Real, b: Real): DecimalNumber {
  const negative = a.negative !== b.negative
  if (a.kind === 'infinite') {
    if (b.kind === 'infinite') throw decimalError('InvalidOperation')
    return { kind: 'infinite', negative }
  }
  if (b.kind === 'infinite') return { ...ZERO, negative, exponent: -1_000_026 }
  if (b.coefficient === 0n)
    throw a.coefficient === 0n ? decimalError('InvalidOperation', 'DivisionUndefined') : decimalError('DivisionByZero')
  const ideal = a.exponent - b.exponent
  if (a.coefficient === 0n) return { ...finite(0n, ideal), negative }
  const shift = Math.max(0, digitCount(b.coefficient) - digitCount(a.coefficient) + PRECISION + 1)
  const dividend = a.coefficient * 10n ** BigInt(shift)
  let coefficient = dividend / b.coefficient
  let exponent = ideal - shift
  const exact = coefficient * b.coefficient === dividend
  // An exact quotient loses the zeros it was given for the division.
  while (exact && exponent < ideal && coefficient % 10n === 0n) {
    coefficient /= 10n
    exponent++
  }
  return toPrecision({ kind: 'finite', negative, coefficient, exponent }, !exact)
}

/** `a // b`: towards zero, unlike that of ints. */
function divideWhole(a: Real, b: Real): DecimalNumber {
  const negative = a.negative !== b.negative
  if (a.kind === 'infinite') {
    if (b.kind === 'infinite') throw decimalError('InvalidOperation')
    return { kind: 'infinite', negative }
  }
  if (b.kind === 'infinite') return { ...ZERO, negative }
  if (b.coefficient === 0n)
    throw a.coefficient === 0n ? decimalError('InvalidOperation', 'DivisionUndefined') : decimalError('DivisionByZero')
  const [x, y] = aligned(a, b)
  return { ...finite(requireFitting(x / y), 0), negative }
}

/** `a % b`: with the sign of `a`, unlike that of ints. */
function remainder(a: Real, b: Real): DecimalNumber {
  if (a.kind === 'infinite') throw decimalError('InvalidOperation')
  if (b.kind === 'infinite') return toPrecision(a)
  if (b.coefficient === 0n)
    throw a.coefficient === 0n
      ? decimalError('InvalidOperation', 'DivisionUndefined')
      : decimalError('InvalidOperation')
  const [x, y, exponent] = aligned(a, b)
  requireFitting(x / y)
  return toPrecision({ ...finite(x % y, exponent), negative: a.negative })
}

function requireFitting(quotient: bigint): bigint {
  if (digitCount(quotient < 0n ? -quotient : quotient) > PRECISION)
    throw decimalError('InvalidOperation', 'DivisionImpossible')
  return quotient
}

function isZero(number: Real): boolean {
  return number.kind === 'finite' && number.coefficient === 0n
}
