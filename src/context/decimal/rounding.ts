import { decimalError } from './errors.ts'
import { type DecimalNumber, digitCount, type Finite, finite, MAX_EXPONENT, PRECISION } from './number.ts'

export type RoundingMode = (typeof ROUNDING_MODES)[number]

export const ROUNDING_MODES = [
  'ROUND_HALF_EVEN',
  'ROUND_HALF_UP',
  'ROUND_HALF_DOWN',
  'ROUND_UP',
  'ROUND_DOWN',
  'ROUND_CEILING',
  'ROUND_FLOOR',
  'ROUND_05UP',
] as const

/** `coefficient / 10**places` as a whole number; `sticky` says that something lies below the last digit too. */
export function dropDigits(
  number: Finite,
  places: number,
  mode: RoundingMode = 'ROUND_HALF_EVEN',
  sticky = false,
): bigint {
  if (places <= 0) return number.coefficient
  const unit = 10n ** BigInt(places)
  const kept = number.coefficient / unit
  const rest = number.coefficient - kept * unit
  if (rest === 0n && !sticky) return kept
  return roundsUp(kept, compareToHalf(rest * 2n, unit, sticky), number.negative, mode) ? kept + 1n : kept
}

function compareToHalf(twice: bigint, unit: bigint, sticky: boolean): number {
  if (twice !== unit) return twice < unit ? -1 : 1
  return sticky ? 1 : 0
}

function roundsUp(kept: bigint, half: number, negative: boolean, mode: RoundingMode): boolean {
  switch (mode) {
    case 'ROUND_HALF_EVEN':
      return half > 0 || (half === 0 && kept % 2n === 1n)
    case 'ROUND_HALF_UP':
      return half >= 0
    case 'ROUND_HALF_DOWN':
      return half > 0
    case 'ROUND_UP':
      return true
    case 'ROUND_DOWN':
      return false
    case 'ROUND_CEILING':
      return !negative
    case 'ROUND_FLOOR':
      return negative
    case 'ROUND_05UP':
      return kept % 5n === 0n
  }
}

/** The number with no more digits than the context allows. `sticky` as above. */
export function toPrecision(number: Finite, sticky = false): DecimalNumber {
  const excess = digitCount(number.coefficient) - PRECISION
  const rounded = excess > 0 ? rounding(number, excess, sticky) : number
  if (rounded.coefficient === 0n) return rounded
  if (rounded.exponent + digitCount(rounded.coefficient) - 1 > MAX_EXPONENT) throw decimalError('Overflow')
  return rounded
}

function rounding(number: Finite, excess: number, sticky: boolean): Finite {
  const coefficient = dropDigits(number, excess, 'ROUND_HALF_EVEN', sticky)
  const exponent = number.exponent + excess
  // 99…9 may have become 100…0, one digit too long.
  const [fits, shift] = digitCount(coefficient) > PRECISION ? [coefficient / 10n, 1] : [coefficient, 0]
  return { ...number, coefficient: fits, exponent: exponent + shift }
}

/** The number with exactly that exponent, which pads or rounds it. */
export function rescale(number: Finite, exponent: number, mode: RoundingMode = 'ROUND_HALF_EVEN'): Finite {
  const places = exponent - number.exponent
  const coefficient = places > 0 ? dropDigits(number, places, mode) : number.coefficient * 10n ** BigInt(-places)
  return { ...finite(coefficient, exponent), negative: number.negative }
}

/** `rescale` as an operation of the context, which refuses results of too many digits. */
export function quantize(number: Finite, exponent: number, mode: RoundingMode = 'ROUND_HALF_EVEN'): Finite {
  if (exponent < -MAX_EXPONENT - PRECISION + 1 || exponent > MAX_EXPONENT) throw decimalError('InvalidOperation')
  if (number.coefficient !== 0n && digitCount(number.coefficient) + number.exponent - exponent > PRECISION + 1)
    throw decimalError('InvalidOperation')
  const result = rescale(number, exponent, mode)
  if (digitCount(result.coefficient) > PRECISION) throw decimalError('InvalidOperation')
  return result
}
