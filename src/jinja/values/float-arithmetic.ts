import type { BinaryOperator } from './arithmetic.ts'
import { nearestQuotient } from './exact-quotient.ts'
import { binaryParts } from './float-bits.ts'
import { PythonError } from './python-error.ts'

/** Python's arithmetic on two floats (an int beside a float has become one). */
export function floats(operator: BinaryOperator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      if (b === 0) throw new PythonError('ZeroDivisionError', 'float division by zero')
      return a / b
    case '//':
      if (b === 0) throw new PythonError('ZeroDivisionError', 'float floor division by zero')
      return divideWithRemainder(a, b)[0]
    case '%':
      if (b === 0) throw new PythonError('ZeroDivisionError', 'float modulo')
      return divideWithRemainder(a, b)[1]
    case '**':
      return power(a, b)
  }
}

/** Python's `divmod`: the remainder is exact and takes the divisor's sign, the quotient is floored to fit it. */
function divideWithRemainder(a: number, b: number): [quotient: number, remainder: number] {
  let remainder = a % b
  let quotient = (a - remainder) / b
  if (remainder === 0) {
    remainder = b < 0 ? -0 : 0
  } else if (b < 0 !== remainder < 0) {
    remainder += b
    quotient -= 1
  }
  if (quotient === 0) return [a / b < 0 || Object.is(a / b, -0) ? -0 : 0, remainder]
  const floored = Math.floor(quotient)
  return [quotient - floored > 0.5 ? floored + 1 : floored, remainder]
}

/** `a ** b`. Where Python would answer with a complex number, which templates have no use for, it is an error. */
export function power(a: number, b: number): number {
  if (b === 0 || a === 1) return 1
  if (a === 0 && b < 0) throw new PythonError('ZeroDivisionError', '0.0 cannot be raised to a negative power')
  if (a === -1 && !Number.isFinite(b) && !Number.isNaN(b)) return 1
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b))
    throw new PythonError('ValueError', 'a negative number cannot be raised to a fractional power')
  const result = raise(a, b)
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b))
    throw new PythonError('OverflowError', "(34, 'Numerical result out of range')")
  return result
}

const MAX_EXACT_EXPONENT = 1024

/** JavaScript's `**` misses the nearest float now and then (5 ** -5); whole powers are worth getting right. */
function raise(a: number, b: number): number {
  if (b === 0.5 && a >= 0) return Math.sqrt(a + 0)
  const isExact = Number.isInteger(b) && Math.abs(b) <= MAX_EXACT_EXPONENT && Number.isFinite(a) && a !== 0
  return isExact ? wholePower(a, b) : a ** b
}

function wholePower(a: number, b: number): number {
  const { mantissa, exponent } = binaryParts(Math.abs(a))
  const count = BigInt(Math.abs(b))
  const twos = BigInt(exponent) * count
  const digits = mantissa ** count
  const [numerator, denominator] = twos < 0n ? [digits, 1n << -twos] : [digits << twos, 1n]
  const magnitude = b < 0 ? nearestQuotient(denominator, numerator) : nearestQuotient(numerator, denominator)
  return a < 0 && b % 2 !== 0 ? -magnitude : magnitude
}
