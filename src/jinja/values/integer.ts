import { PythonError } from './python-error.ts'
import { typeName } from './type-name.ts'
import type { Value } from './value.ts'

/** A Python int: a number while it is safe, a bigint past that. */
export type Integer = number | bigint

const LEAST = BigInt(Number.MIN_SAFE_INTEGER)
const GREATEST = BigInt(Number.MAX_SAFE_INTEGER)

/** The one representation an int of this size has. */
export function normalize(integer: bigint): Integer {
  return integer >= LEAST && integer <= GREATEST ? Number(integer) : integer
}

/** An int or a bool as an Integer; undefined for anything else. */
export function integerOf(value: Value): Integer | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  return typeof value === 'boolean' ? Number(value) : undefined
}

/** What Python asks of indexes, widths and counts: an int, nothing that merely resembles one. */
export function requireInteger(value: Value): Integer {
  const integer = integerOf(value)
  if (integer === undefined)
    throw new PythonError('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`)
  return integer
}

/** An int that must fit a machine word: widths, counts, repetitions. */
export function requireSize(value: Value): number {
  const integer = requireInteger(value)
  if (typeof integer === 'bigint')
    throw new PythonError('OverflowError', 'Python int too large to convert to C ssize_t')
  return integer
}

/** An int where Python quietly takes the nearest machine word instead: slice bounds, search ranges. */
export function clampedSize(value: Value): number {
  const integer = requireInteger(value)
  if (typeof integer === 'number') return integer
  return integer > 0n ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER
}
