/**
 * Decimal numbers as Python's `decimal` has them: a sign, a whole number and a power of ten, which is kept (`1.50` is
 * not `1.5`, though equal), or one of the special values.
 */
export type DecimalNumber = Finite | Infinite | NotANumber

export interface Finite {
  readonly kind: 'finite'
  readonly negative: boolean
  /** Never negative. */
  readonly coefficient: bigint
  readonly exponent: number
}

export interface Infinite {
  readonly kind: 'infinite'
  readonly negative: boolean
}

export interface NotANumber {
  readonly kind: 'nan'
  readonly negative: boolean
}

/** Significant digits of results, Python's default context. */
export const PRECISION = 28
/** The largest adjusted exponent of that context; the smallest is its negative. */
export const MAX_EXPONENT = 999_999

export const NAN: NotANumber = { kind: 'nan', negative: false }
export const ZERO: Finite = finite(0n, 0)

/** A finite number with the sign of `coefficient`. */
export function finite(coefficient: bigint, exponent: number, negativeZero = false): Finite {
  const negative = coefficient < 0n || (coefficient === 0n && negativeZero)
  return { kind: 'finite', negative, coefficient: coefficient < 0n ? -coefficient : coefficient, exponent }
}

/** The coefficient with its sign. */
export function signed({ negative, coefficient }: Finite): bigint {
  return negative ? -coefficient : coefficient
}

const TEXT = /^([-+]?)(?:(?=\d|\.\d)(\d*)(?:\.(\d*))?(?:e([-+]?\d+))?|(inf(?:inity)?)|s?(nan)\d*)$/i

/** What Python's `Decimal(text)` reads, or undefined. Nothing is rounded. */
export function parseDecimal(text: string): DecimalNumber | undefined {
  const match = TEXT.exec(text.trim().replaceAll('_', ''))
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0', infinite, nan] = match
  const negative = sign === '-'
  if (infinite !== undefined) return { kind: 'infinite', negative }
  if (nan !== undefined) return { kind: 'nan', negative }
  return {
    kind: 'finite',
    negative,
    coefficient: BigInt(`${whole}${fraction}`),
    exponent: Number(exponent) - fraction.length,
  }
}

/** The float's exact value, as `Decimal(0.1)` has it. */
export function decimalOfFloat(value: number): DecimalNumber {
  const negative = value < 0 || Object.is(value, -0)
  if (Number.isNaN(value)) return NAN
  if (!Number.isFinite(value)) return { kind: 'infinite', negative }
  let scaled = Math.abs(value)
  let twos = 0
  while (!Number.isInteger(scaled)) {
    scaled *= 2
    twos++
  }
  return { kind: 'finite', negative, coefficient: BigInt(scaled) * 5n ** BigInt(twos), exponent: 0 - twos }
}

/** How many digits the coefficient has. */
export function digitCount(coefficient: bigint): number {
  return coefficient.toString().length
}

/** The power of ten of the first digit. */
export function adjusted({ coefficient, exponent }: Finite): number {
  return exponent + digitCount(coefficient) - 1
}

/** Python's `str(Decimal)`: plain digits, or an exponent where it is positive or the number below 1e-6. */
export function printDecimal(number: DecimalNumber): string {
  const sign = number.negative ? '-' : ''
  if (number.kind === 'infinite') return `${sign}Infinity`
  if (number.kind === 'nan') return `${sign}NaN`
  const { exponent } = number
  const digits = number.coefficient.toString()
  const point = digits.length + exponent
  if (exponent > 0 || point <= -6) {
    const power = point - 1
    const mantissa = digits.length === 1 ? digits : `${digits[0]}.${digits.slice(1)}`
    return `${sign}${mantissa}E${power < 0 ? '-' : '+'}${Math.abs(power)}`
  }
  return `${sign}${placePoint(digits, exponent)}`
}

/** Digits with a point `-exponent` places from the right; `exponent` is not positive. */
export function placePoint(digits: string, exponent: number): string {
  if (exponent === 0) return digits
  const padded = digits.padStart(1 - exponent, '0')
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`
}

/** The nearest float. */
export function floatOfDecimal(number: DecimalNumber): number {
  if (number.kind === 'nan') return Number.NaN
  if (number.kind === 'infinite') return number.negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return Number(`${number.negative ? '-' : ''}${number.coefficient}e${number.exponent}`)
}

/** The whole number towards zero. */
export function truncateDecimal(number: Finite): bigint {
  const { exponent } = number
  const value = signed(number)
  return exponent >= 0 ? value * 10n ** BigInt(exponent) : value / 10n ** BigInt(-exponent)
}
