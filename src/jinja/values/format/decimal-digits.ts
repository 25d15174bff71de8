import { binaryParts } from '../float-bits.ts'

/** A positive finite float as decimal digits: `digits` × 10^`exponent - digits.length + 1`. */
export interface Scientific {
  readonly digits: string
  /** The power of ten of the first digit. */
  readonly exponent: number
}

/**
 * `value × 10**places` rounded to an integer, exact ties to even. JavaScript's toFixed rounds ties up and stops at
 * 100 places, so the digits come from the float's exact binary fraction.
 */
export function fixedDigits(value: number, places: number): bigint {
  const { mantissa, exponent } = binaryParts(value)
  let numerator = mantissa
  let denominator = 1n
  if (exponent >= 0) numerator <<= BigInt(exponent)
  else denominator <<= BigInt(-exponent)
  if (places >= 0) numerator *= 10n ** BigInt(places)
  else denominator *= 10n ** BigInt(-places)
  const quotient = numerator / denominator
  const twiceRest = (numerator - quotient * denominator) * 2n
  const up = twiceRest > denominator || (twiceRest === denominator && (quotient & 1n) === 1n)
  return up ? quotient + 1n : quotient
}

/** `value` (not zero) rounded to that many significant digits. */
export function significantDigits(value: number, count: number): Scientific {
  const shortest = value.toExponential()
  // The exponent of the shortest spelling may be one above that of the exact value (1e23 is less than 10**23).
  let exponent = Number(shortest.slice(shortest.indexOf('e') + 1))
  let digits = fixedDigits(value, count - 1 - exponent).toString()
  if (digits.length < count) {
    exponent -= 1
    digits = fixedDigits(value, count - 1 - exponent).toString()
  }
  if (digits.length > count) {
    exponent += 1
    digits = digits.slice(0, count)
  }
  return { digits, exponent }
}
