import { truncate } from '../convert.ts'
import { floatOf } from '../float.ts'
import { type Integer, integerOf } from '../integer.ts'
import { print, repr } from '../print.ts'
import { PythonError } from '../python-error.ts'
import { toAscii } from '../quote.ts'
import { characterCount, substring, textOf } from '../text.ts'
import { typeName } from '../type-name.ts'
import { undefinedError } from '../undefined-error.ts'
import { Float, HostObject, Undefined, type Value } from '../value.ts'
import { type FloatStyle, floatText } from './float-text.ts'

/** One `%…` of a template. */
export interface Directive {
  readonly left: boolean
  readonly plus: boolean
  readonly space: boolean
  readonly alternate: boolean
  readonly zero: boolean
  readonly width: number
  readonly precision: number | undefined
  readonly type: string
  /** Where the type stands in the template: only errors ask. */
  readonly index: () => number
}

/** How `%s` and `%r` spell a value; Markup escapes what it prints. */
export interface Spelling {
  readonly print: (value: Value) => string
  readonly repr: (value: Value) => string
}

export const PLAIN: Spelling = { print, repr }

/** Spells a value as its directive asks. */
export function convert(how: Directive, value: Value, spelling: Spelling): string {
  switch (how.type) {
    case 's':
      return padText(spelling.print(value), how)
    case 'r':
      return padText(spelling.repr(value), how)
    case 'a':
      return padText(toAscii(spelling.repr(value)), how)
    case 'c':
      return padText(character(value), { ...how, precision: undefined })
    case 'd':
    case 'i':
    case 'u':
      return padNumber(decimal(value, how.type), '', how)
    case 'o':
    case 'x':
    case 'X':
      return based(value, how)
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return float(value, how)
  }
  const code = (how.type.codePointAt(0) as number).toString(16)
  throw new PythonError('ValueError', `unsupported format character '${how.type}' (0x${code}) at index ${how.index()}`)
}

function decimal(value: Value, type: string): Integer {
  const integer = integerOf(value)
  if (integer !== undefined) return integer
  if (value instanceof Float) return truncate(value.value)
  const whole = value instanceof HostObject ? value.integer : undefined
  if (whole !== undefined) return whole
  if (value instanceof Undefined) throw undefinedError(value)
  throw new PythonError('TypeError', `%${type} format: a real number is required, not ${typeName(value)}`)
}

const RADIX: ReadonlyMap<string, readonly [radix: number, prefix: string]> = new Map([
  ['o', [8, '0o']],
  ['x', [16, '0x']],
  ['X', [16, '0X']],
])

function based(value: Value, how: Directive): string {
  const integer = integerOf(value)
  if (integer === undefined)
    throw new PythonError('TypeError', `%${how.type} format: an integer is required, not ${typeName(value)}`)
  const [radix, prefix] = RADIX.get(how.type) as readonly [number, string]
  return padNumber(integer, how.alternate ? prefix : '', how, radix)
}

function padNumber(integer: Integer, prefix: string, how: Directive, radix = 10): string {
  const magnitude = integer < 0 ? -integer : integer
  const spelled = radix === 10 ? print(magnitude) : magnitude.toString(radix)
  const digits = (how.type === 'X' ? spelled.toUpperCase() : spelled).padStart(how.precision ?? 0, '0')
  return padSigned(signOf(integer < 0, how) + prefix, digits, how)
}

function float(value: Value, how: Directive): string {
  if (value instanceof Undefined) throw undefinedError(value)
  const number = floatOf(value) ?? (value instanceof HostObject ? value.float : undefined)
  if (number === undefined) throw new PythonError('TypeError', `must be real number, not ${typeName(value)}`)
  const text = floatText(Math.abs(number), {
    style: how.type.toLowerCase() as FloatStyle,
    precision: how.precision ?? 6,
    alternate: how.alternate,
  })
  const cased = how.type === how.type.toLowerCase() ? text : text.toUpperCase()
  return padSigned(signOf(number < 0 || Object.is(number, -0), how), cased, how)
}

function signOf(negative: boolean, how: Directive): string {
  if (negative) return '-'
  if (how.plus) return '+'
  return how.space ? ' ' : ''
}

function padSigned(lead: string, digits: string, how: Directive): string {
  if (how.left) return (lead + digits).padEnd(how.width)
  if (how.zero) return lead + digits.padStart(how.width - lead.length, '0')
  return (lead + digits).padStart(how.width)
}

function padText(text: string, how: Directive): string {
  const { precision } = how
  const shown = precision !== undefined && characterCount(text) > precision ? substring(text, 0, precision) : text
  const missing = ' '.repeat(Math.max(0, how.width - characterCount(shown)))
  return how.left ? shown + missing : missing + shown
}

function character(value: Value): string {
  const integer = integerOf(value)
  if (integer !== undefined) {
    if (integer >= 0 && integer <= 0x10ffff) return String.fromCodePoint(Number(integer))
    throw new PythonError('OverflowError', '%c arg not in range(0x110000)')
  }
  const text = textOf(value)
  if (text !== undefined && characterCount(text) === 1) return text
  throw new PythonError('TypeError', '%c requires int or char')
}
