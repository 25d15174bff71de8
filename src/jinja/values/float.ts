import type { Integer } from './integer.ts'
import { PythonError } from './python-error.ts'
import { Float, type Value } from './value.ts'

/** A float, int or bool as a JavaScript number; undefined for anything else. An int past the floats is an error. */
export function floatOf(value: Value): number | undefined {
  if (typeof value === 'number') return value
  if (value instanceof Float) return value.value
  if (typeof value === 'bigint') return integerToFloat(value)
  return typeof value === 'boolean' ? Number(value) : undefined
}

/** The nearest float to an int. */
export function integerToFloat(integer: Integer): number {
  const float = Number(integer)
  if (!Number.isFinite(float)) throw new PythonError('OverflowError', 'int too large to convert to float')
  return float
}

/** A float or an int as it compares: exactly, and across both. */
export function numericOf(value: Value): Integer | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  if (value instanceof Float) return value.value
  return typeof value === 'boolean' ? Number(value) : undefined
}

/** Python's `repr` of a float: the shortest digits that read back, an exponent below 1e-4 and from 1e16. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const magnitude = Math.abs(value)
  if (magnitude >= 1e16 || magnitude < 1e-4) return pythonExponent(value.toExponential())
  const text = String(value)
  return text.includes('.') ? text : `${text}.0`
}

/** JavaScript's `1.5e-7` as Python writes it, with at least two digits of exponent. */
function pythonExponent(text: string): string {
  const [mantissa = '', exponent = ''] = text.split('e')
  return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`
}
