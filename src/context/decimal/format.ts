import { type FormatSpec, parseFormatSpec } from '../../jinja/values/format/format-spec.ts'
import { composeNumber } from '../../jinja/values/format/number-text.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { adjusted, type DecimalNumber, digitCount, type Finite, placePoint, printDecimal } from './number.ts'
import { dropDigits, rescale } from './rounding.ts'

/** Python's `format(Decimal, spec)`: from the decimal digits, unlike that of floats. */
export function formatDecimal(number: DecimalNumber, text: string): string {
  const spec = parseFormatSpec(text, 'decimal.Decimal', true)
  if ((spec.type !== '' && !'eEfFgGn%'.includes(spec.type)) || spec.grouping === '_' || spec.alternate)
    throw new PythonError('ValueError', 'invalid format string')
  if (number.kind !== 'finite') return formatSpecial(number, spec)
  const unsigned = digits({ ...number, negative: false }, spec)
  const [whole = ''] = /^\d+/.exec(unsigned) ?? []
  const negative = number.negative && !(spec.noNegativeZero && !/[1-9]/.test(unsigned))
  return composeNumber({ negative, prefix: '', whole, rest: unsigned.slice(whole.length) }, spec, 3)
}

/** Never filled with zeros. */
function formatSpecial(number: DecimalNumber, spec: FormatSpec): string {
  const rest = spec.type === '%' ? '%' : ''
  const whole = printDecimal({ ...number, negative: false })
  const filled = spec.fill === '0' && spec.align === '=' ? { ...spec, fill: ' ', align: '>' as const } : spec
  return composeNumber({ negative: number.negative, prefix: '', whole, rest }, filled, 3)
}

function digits(number: Finite, spec: FormatSpec): string {
  const { type, precision } = spec
  switch (type) {
    case 'f':
    case 'F':
      return fixed(number, precision)
    case '%':
      return `${fixed({ ...number, exponent: number.exponent + 2 }, precision)}%`
    case 'e':
      return scientific(number, precision).toLowerCase()
    case 'E':
      return scientific(number, precision)
    default: {
      const shown = precision === undefined ? number : significant(number, Math.max(1, precision))
      const text = printDecimal(shown)
      return type === 'g' || type === 'n' ? text.toLowerCase() : text
    }
  }
}

function fixed(number: Finite, precision: number | undefined): string {
  const scaled = precision === undefined ? rescale(number, Math.min(0, number.exponent)) : rescale(number, -precision)
  return placePoint(scaled.coefficient.toString(), scaled.exponent)
}

function scientific(number: Finite, precision: number | undefined): string {
  const shown = precision === undefined ? number : padded(significant(number, precision + 1), precision + 1)
  const text = shown.coefficient.toString()
  const exponent = number.coefficient === 0n ? shown.exponent + (precision ?? 0) : adjusted(shown)
  const fraction = text.length > 1 ? `.${text.slice(1)}` : ''
  return `${text[0]}${fraction}E${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`
}

function significant(number: Finite, count: number): Finite {
  const excess = digitCount(number.coefficient) - count
  if (excess <= 0) return number
  const coefficient = dropDigits(number, excess)
  const exponent = number.exponent + excess
  return digitCount(coefficient) > count
    ? { ...number, coefficient: coefficient / 10n, exponent: exponent + 1 }
    : { ...number, coefficient, exponent }
}

/** Zeros at the end until there are `count` digits. */
function padded(number: Finite, count: number): Finite {
  const missing = count - digitCount(number.coefficient)
  return missing <= 0 ? number : rescale(number, number.exponent - missing)
}
