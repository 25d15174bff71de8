import { truncate } from './convert.ts'
import { fixedDigits } from './format/decimal-digits.ts'
import { type Integer, normalize } from './integer.ts'

/** Python's `round(float, places)`: to the nearest by the float's exact value, ties to even. */
export function roundFloat(value: number, places: number): number {
  // Beyond 324 places nothing is left to round; below -309 nothing is left at all.
  if (!Number.isFinite(value) || places > 324) return value
  if (places < -309) return value * 0
  const digits = fixedDigits(Math.abs(value), places)
  const magnitude = Number(`${digits}e${-places}`)
  return value < 0 || Object.is(value, -0) ? -magnitude : magnitude
}

/** Python's `round(int, places)`: only negative places change anything. */
export function roundInteger(value: Integer, places: number): Integer {
  if (places >= 0) return value
  const unit = 10n ** BigInt(-places)
  const magnitude = value < 0 ? -BigInt(value) : BigInt(value)
  const below = (magnitude / unit) * unit
  const twice = (magnitude - below) * 2n
  const up = twice > unit || (twice === unit && (magnitude / unit) % 2n === 1n)
  const rounded = up ? below + unit : below
  return normalize(value < 0 ? -rounded : rounded)
}

/** Python's `round(float)` without places: an int. */
export function roundToInteger(value: number): Integer {
  return truncate(roundFloat(value, 0))
}
