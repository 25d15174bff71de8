import { integerToFloat } from '../float.ts'
import { type Integer, integerOf } from '../integer.ts'
import { print } from '../print.ts'
import { PythonError } from '../python-error.ts'
import { characterCount, substring, textOf } from '../text.ts'
import { typeName } from '../type-name.ts'
import { Float, HostObject, type Value } from '../value.ts'
import { type FloatStyle, floatText } from './float-text.ts'
import { type FormatSpec, pad, parseFormatSpec } from './format-spec.ts'
import { composeNumber } from './number-text.ts'

/** Python's `format(value, spec)`. */
export function formatValue(value: Value, spec: string): string {
  if (spec === '') return print(value)
  if (value instanceof Float) return formatFloat(value.value, parseFormatSpec(spec, 'float', true))
  const integer = integerOf(value)
  if (integer !== undefined)
    return formatInteger(integer, typeName(value), parseFormatSpec(spec, typeName(value), true))
  const text = textOf(value)
  if (text !== undefined) return formatText(text, parseFormatSpec(spec, typeName(value), false))
  const formatted = value instanceof HostObject ? value.format(spec) : undefined
  if (formatted !== undefined) return formatted
  throw new PythonError('TypeError', `unsupported format string passed to ${typeName(value)}.__format__`)
}

function formatText(text: string, spec: FormatSpec): string {
  if (spec.type !== '' && spec.type !== 's') throw unknownCode(spec.type, 'str')
  if (spec.sign === ' ') throw refused('Space not allowed in string format specifier')
  if (spec.sign !== '') throw refused('Sign not allowed in string format specifier')
  if (spec.noNegativeZero) throw refused('Negative zero coercion (z) not allowed in string format specifier')
  if (spec.alternate) throw refused('Alternate form (#) not allowed in string format specifier')
  if (spec.align === '=') throw refused("'=' alignment not allowed in string format specifier")
  const { precision } = spec
  const shown = precision !== undefined && characterCount(text) > precision ? substring(text, 0, precision) : text
  return pad(shown, characterCount(shown), spec, '<')
}

const BASES: Readonly<Record<string, readonly [base: number, prefix: string]>> = {
  b: [2, '0b'],
  o: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
}

function formatInteger(value: Integer, name: string, spec: FormatSpec): string {
  const { type } = spec
  if (type !== '' && 'eEfFgG%'.includes(type)) return formatFloat(integerToFloat(value), spec)
  if (type !== '' && !'bcdoxXn'.includes(type)) throw unknownCode(type, name)
  if (spec.precision !== undefined) throw refused('Precision not allowed in integer format specifier')
  if (spec.noNegativeZero) throw refused('Negative zero coercion (z) not allowed in integer format specifier')
  if (type === 'c') return formatCharacter(value, spec)
  const negative = value < 0
  const magnitude = negative ? -value : value
  const based = BASES[type]
  if (based !== undefined) {
    const digits = magnitude.toString(based[0])
    const parts = {
      negative,
      prefix: spec.alternate ? based[1] : '',
      whole: type === 'X' ? digits.toUpperCase() : digits,
      rest: '',
    }
    return composeNumber(parts, spec, 4)
  }
  return composeNumber({ negative, prefix: '', whole: print(magnitude), rest: '' }, spec, 3)
}

function formatCharacter(value: Integer, spec: FormatSpec): string {
  if (spec.sign !== '') throw refused("Sign not allowed with integer format specifier 'c'")
  if (spec.alternate) throw refused("Alternate form (#) not allowed with integer format specifier 'c'")
  if (typeof value === 'bigint') throw new PythonError('OverflowError', 'Python int too large to convert to C long')
  if (value < 0 || value > 0x10ffff) throw new PythonError('OverflowError', '%c arg not in range(0x110000)')
  return pad(String.fromCodePoint(Number(value)), 1, spec, '>')
}

function formatFloat(value: number, spec: FormatSpec): string {
  const { type } = spec
  if (type !== '' && !'eEfFgGn%'.includes(type)) throw unknownCode(type, 'float')
  const percent = type === '%'
  const scaled = percent ? value * 100 : value
  const text = floatText(Math.abs(scaled), {
    style: floatStyle(spec),
    precision: spec.precision ?? 6,
    alternate: spec.alternate,
    pointZero: type === '',
  })
  const negative = (scaled < 0 || Object.is(scaled, -0)) && !(spec.noNegativeZero && !/[1-9n]/.test(text))
  const cased = type === 'E' || type === 'F' || type === 'G' ? text.toUpperCase() : text
  const [whole = ''] = /^(\d+|\D+)/.exec(cased) ?? []
  return composeNumber({ negative, prefix: '', whole, rest: cased.slice(whole.length) + (percent ? '%' : '') }, spec, 3)
}

function floatStyle({ type, precision }: FormatSpec): FloatStyle {
  switch (type) {
    case 'e':
    case 'E':
      return 'e'
    case 'f':
    case 'F':
    case '%':
      return 'f'
    case '':
      return precision === undefined ? 'r' : 'g'
    default:
      return 'g'
  }
}

function unknownCode(type: string, name: string): PythonError {
  return refused(`Unknown format code '${type}' for object of type '${name}'`)
}

function refused(message: string): PythonError {
  return new PythonError('ValueError', message)
}
