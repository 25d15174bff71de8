import { floatOf } from './float.ts'
import { type Integer, integerOf, normalize } from './integer.ts'
import { parseFloatText, parseInteger } from './parse-number.ts'
import { PythonError } from './python-error.ts'
import { quote } from './quote.ts'
import { textOf } from './text.ts'
import { typeName } from './type-name.ts'
import { undefinedError } from './undefined-error.ts'
import { Float, HostObject, Undefined, type Value } from './value.ts'

/** Python's `float(value)`. */
export function toFloat(value: Value): number {
  const number = floatOf(value)
  if (number !== undefined) return number
  const text = textOf(value)
  if (text !== undefined) {
    const parsed = parseFloatText(text)
    if (parsed !== undefined) return parsed
    throw new PythonError('ValueError', `could not convert string to float: ${quote(text)}`)
  }
  const float = value instanceof HostObject ? value.float : undefined
  if (float !== undefined) return float
  if (value instanceof Undefined) throw undefinedError(value)
  throw new PythonError('TypeError', `float() argument must be a string or a real number, not '${typeName(value)}'`)
}

/** Python's `int(value)`, and `int(value, base)` for text. */
export function toInteger(value: Value, base: number): Integer {
  const integer = integerOf(value)
  if (integer !== undefined) return integer
  if (value instanceof Float) return truncate(value.value)
  const text = textOf(value)
  if (text !== undefined) {
    const parsed = parseInteger(text, base)
    if (parsed !== undefined) return parsed
    throw new PythonError('ValueError', `invalid literal for int() with base ${base}: ${quote(text)}`)
  }
  const whole = value instanceof HostObject ? value.integer : undefined
  if (whole !== undefined) return whole
  if (value instanceof Undefined) throw undefinedError(value)
  throw new PythonError(
    'TypeError',
    `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
  )
}

/** `int(float)`: towards zero. */
export function truncate(value: number): Integer {
  if (Number.isNaN(value)) throw new PythonError('ValueError', 'cannot convert float NaN to integer')
  if (!Number.isFinite(value)) throw new PythonError('OverflowError', 'cannot convert float infinity to integer')
  const whole = Math.trunc(value)
  return Number.isSafeInteger(whole) ? whole + 0 : normalize(BigInt(whole))
}
