import type { BinaryOperator } from './arithmetic.ts'
import { bitLength, nearestQuotient } from './exact-quotient.ts'
import { integerToFloat } from './float.ts'
import { power as floatPower } from './float-arithmetic.ts'
import { type Integer, normalize } from './integer.ts'
import { PythonError } from './python-error.ts'
import { Float, type Value } from './value.ts'

/** Python's arithmetic on two ints; exact, past 2^53 through bigint. */
export function integers(operator: BinaryOperator, a: Integer, b: Integer): Value {
  switch (operator) {
    case '+':
      return add(a, b)
    case '-':
      return subtract(a, b)
    case '*':
      return multiply(a, b)
    case '/':
      return new Float(trueDivide(a, b))
    case '//':
      return floorDivide(a, b)
    case '%':
      return modulo(a, b)
    case '**':
      return power(a, b)
  }
}

// A sum or product of safe integers that does not fit is rounded to something beyond the safe range, never back into it:
// so checking the rounded result is enough. `+ 0` turns JavaScript's -0 into 0.

export function add(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isSafeInteger(sum)) return sum
  }
  return normalize(BigInt(a) + BigInt(b))
}

export function subtract(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b
    if (Number.isSafeInteger(difference)) return difference
  }
  return normalize(BigInt(a) - BigInt(b))
}

export function multiply(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    if (Number.isSafeInteger(product)) return product + 0
  }
  return normalize(BigInt(a) * BigInt(b))
}

/** `a // b`: towards minus infinity. For safe integers the rounded quotient never crosses an integer. */
export function floorDivide(a: Integer, b: Integer): Integer {
  if (isZero(b)) throw new PythonError('ZeroDivisionError', 'integer division or modulo by zero')
  if (typeof a === 'number' && typeof b === 'number') return Math.floor(a / b) + 0
  const x = BigInt(a)
  const y = BigInt(b)
  const quotient = x / y
  return normalize(x % y !== 0n && x < 0n !== y < 0n ? quotient - 1n : quotient)
}

/** `a % b`: takes the sign of `b`. */
export function modulo(a: Integer, b: Integer): Integer {
  if (isZero(b)) throw new PythonError('ZeroDivisionError', 'integer modulo by zero')
  if (typeof a === 'number' && typeof b === 'number') {
    const remainder = a % b
    return remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder + 0
  }
  const y = BigInt(b)
  const remainder = BigInt(a) % y
  return normalize(remainder !== 0n && remainder < 0n !== y < 0n ? remainder + y : remainder)
}

/** `a / b` as the float nearest to the exact quotient, also where the ints themselves are no floats. */
export function trueDivide(a: Integer, b: Integer): number {
  if (isZero(b)) throw new PythonError('ZeroDivisionError', 'division by zero')
  if (typeof a === 'number' && typeof b === 'number') return a / b
  const quotient = nearestQuotient(BigInt(a), BigInt(b))
  if (!Number.isFinite(quotient))
    throw new PythonError('OverflowError', 'integer division result too large for a float')
  return quotient
}

// 2^4,194,304 has 1.3 million digits and takes milliseconds; without a bound one expression could take all memory.
const MAX_POWER_BITS = 1 << 22

/** `a ** b`: a float when `b` is negative. */
export function power(a: Integer, b: Integer): Value {
  if (b < 0) return new Float(floatPower(integerToFloat(a), integerToFloat(b)))
  const base = BigInt(a)
  if (base === 0n || base === 1n) return b === 0 ? 1 : Number(base)
  if (base === -1n) return modulo(b, 2) === 0 ? 1 : -1
  if (bitLength(base) * Number(b) > MAX_POWER_BITS)
    throw new PythonError('OverflowError', 'the result of ** would be too large an integer')
  return normalize(base ** BigInt(b))
}

function isZero(integer: Integer): boolean {
  return integer === 0
}
