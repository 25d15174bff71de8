import { bitLength } from '../exact-quotient.ts'
import { type Integer, normalize } from '../integer.ts'
import { PythonError } from '../python-error.ts'
import { Float, Tuple, type Value } from '../value.ts'
import { type Methods, methods, nullary } from './method.ts'

/** Methods of int and bool, but those that make bytes. */
export const INT_METHODS: Methods<Integer> = methods<Integer>({
  bit_length: nullary('int.bit_length', (integer) => bitLength(BigInt(integer))),
  bit_count: nullary('int.bit_count', (integer) => bitCount(BigInt(integer))),
  conjugate: nullary('int.conjugate', (integer) => integer),
  as_integer_ratio: nullary('int.as_integer_ratio', (integer) => new Tuple([integer, 1])),
  is_integer: nullary('int.is_integer', () => true),
})

/** Methods of float, but those for hexadecimal spelling. */
export const FLOAT_METHODS: Methods<Float> = methods<Float>({
  is_integer: nullary('float.is_integer', ({ value }) => Number.isInteger(value)),
  conjugate: nullary('float.conjugate', (float) => float),
  as_integer_ratio: nullary('float.as_integer_ratio', ({ value }) => integerRatio(value)),
})

/** Attributes of int that are no methods. */
export function intAttribute(integer: Integer, name: string): Value | undefined {
  switch (name) {
    case 'real':
    case 'numerator':
      return integer
    case 'imag':
      return 0
    case 'denominator':
      return 1
    default:
      return undefined
  }
}

/** Attributes of float that are no methods. */
export function floatAttribute(float: Float, name: string): Value | undefined {
  if (name === 'real') return float
  return name === 'imag' ? new Float(0) : undefined
}

function bitCount(integer: bigint): number {
  let count = 0
  for (let rest = integer < 0n ? -integer : integer; rest > 0n; rest >>= 1n) count += Number(rest & 1n)
  return count
}

/** The float as a fraction in lowest terms: its denominator is a power of two. */
function integerRatio(value: number): Tuple {
  if (Number.isNaN(value)) throw new PythonError('ValueError', 'cannot convert NaN to integer ratio')
  if (!Number.isFinite(value)) throw new PythonError('OverflowError', 'cannot convert Infinity to integer ratio')
  let numerator = value
  let denominator = 1n
  while (!Number.isInteger(numerator)) {
    numerator *= 2
    denominator *= 2n
  }
  return new Tuple([normalize(BigInt(numerator)), normalize(denominator)])
}
