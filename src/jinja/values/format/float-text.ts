import { floatRepr } from '../float.ts'
import { fixedDigits, type Scientific, significantDigits } from './decimal-digits.ts'

export type FloatStyle = 'e' | 'f' | 'g' | 'r'

export interface FloatText {
  readonly style: FloatStyle
  readonly precision: number
  /** `#`: keep the point and, in style g, trailing zeros. */
  readonly alternate: boolean
  /** Style g as Python spells floats without a style: always with a fraction or an exponent. */
  readonly pointZero?: boolean
}

/** A float that is not negative, spelled in lower case, without sign, padding or grouping. */
export function floatText(value: number, how: FloatText): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : 'inf'
  switch (how.style) {
    case 'r':
      return floatRepr(value)
    case 'f':
      return fixed(value, how.precision, how.alternate)
    case 'e':
      return exponential(scientific(value, how.precision + 1), how.alternate)
    case 'g':
      return general(value, how)
  }
}

function fixed(value: number, places: number, alternate: boolean): string {
  const digits = fixedDigits(value, places)
    .toString()
    .padStart(places + 1, '0')
  if (places === 0) return alternate ? `${digits}.` : digits
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`
}

function scientific(value: number, count: number): Scientific {
  return value === 0 ? { digits: '0'.repeat(count), exponent: 0 } : significantDigits(value, count)
}

function exponential({ digits, exponent }: Scientific, alternate: boolean): string {
  const point = digits.length > 1 || alternate ? '.' : ''
  const sign = exponent < 0 ? '-' : '+'
  return `${digits[0]}${point}${digits.slice(1)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
}

/** Plain digits where the exponent is moderate, else scientific; trailing zeros go unless `alternate`. */
function general(value: number, { precision, alternate, pointZero = false }: FloatText): string {
  const count = Math.max(1, precision)
  const { digits, exponent } = scientific(value, count)
  if (exponent < -4 || exponent >= (pointZero ? count - 1 : count))
    return exponential({ digits: alternate ? digits : trimZeros(digits, 1), exponent }, alternate)
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${alternate ? digits : trimZeros(digits, 1)}`
  const whole = digits.slice(0, exponent + 1)
  const fraction = alternate ? digits.slice(exponent + 1) : trimZeros(digits.slice(exponent + 1), pointZero ? 1 : 0)
  if (fraction === '' && pointZero) return `${whole}.0`
  return fraction !== '' || alternate ? `${whole}.${fraction}` : whole
}

function trimZeros(digits: string, least: number): string {
  let end = digits.length
  while (end > least && digits[end - 1] === '0') end--
  return digits.slice(0, end)
}
