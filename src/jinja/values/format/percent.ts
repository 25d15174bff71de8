import { truncate } from '../convert.ts'
import { floatOf, integerToFloat } from '../float.ts'
import { type Integer, integerOf } from '../integer.ts'
import { print, repr } from '../print.ts'
import { PythonError } from '../python-error.ts'
import { toAscii } from '../quote.ts'
import { isSubscriptable, subscript } from '../subscript.ts'
import { characterCount, substring, textOf } from '../text.ts'
import { typeName } from '../type-name.ts'
import { undefinedError } from '../undefined-error.ts'
import { Dict, Float, HostObject, Tuple, Undefined, type Value } from '../value.ts'
import { type FloatStyle, floatText } from './float-text.ts'

// `plain` is the bare `%%`: with anything in between, % is a conversion that does not exist.
const DIRECTIVE =
  /%(?<plain>%)|%(?:\((?<key>[^()]*(?:\([^()]*\)[^()]*)*)\))?(?<flags>[-+ #0]*)(?<width>\*|\d+)?(?:\.(?<precision>\*|\d*))?[hlL]?(?<type>.)?/gsu

interface Directive {
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

const PLAIN: Spelling = { print, repr }

/** Python's `template % args`: a tuple gives several arguments, a mapping named ones. */
export function percentFormat(template: string, args: Value, spelling: Spelling = PLAIN): string {
  const source = new Arguments(args)
  const formatted = template.replace(DIRECTIVE, (...match) => {
    const groups = match.at(-1) as Record<string, string | undefined>
    const end = (match.at(-3) as number) + (match[0] as string).length
    return directive(groups, source, () => characterCount(template.slice(0, end)) - 1, spelling)
  })
  source.finish()
  return formatted
}

function directive(
  groups: Record<string, string | undefined>,
  source: Arguments,
  index: () => number,
  spelling: Spelling,
): string {
  const { key, flags = '', type } = groups
  if (groups.plain !== undefined) return '%'
  if (key === undefined && type === '(') throw new PythonError('ValueError', 'incomplete format key')
  if (key !== undefined) source.select(key)
  const width = count(groups.width, source) ?? 0
  const precision = groups.precision === '' ? 0 : count(groups.precision, source)
  if (type === undefined) throw new PythonError('ValueError', 'incomplete format')
  const how: Directive = {
    left: flags.includes('-') || width < 0,
    plus: flags.includes('+'),
    space: flags.includes(' '),
    alternate: flags.includes('#'),
    zero: flags.includes('0'),
    width: Math.abs(width),
    precision: precision === undefined ? undefined : Math.max(0, precision),
    type,
    index,
  }
  return convert(how, source.next(), spelling)
}

function convert(how: Directive, value: Value, spelling: Spelling): string {
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
  const number = typeof value === 'bigint' ? integerToFloat(value) : floatOf(value)
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

function count(spelled: string | undefined, source: Arguments): number | undefined {
  if (spelled === undefined) return undefined
  if (spelled !== '*') return Number(spelled)
  const value = integerOf(source.next())
  if (typeof value !== 'number') throw new PythonError('TypeError', '* wants int')
  return value
}

/** Hands out the arguments in order, or by name. */
class Arguments {
  readonly #all: Value
  readonly #mapping: boolean
  #queue: readonly Value[]
  #taken = 0

  constructor(all: Value) {
    this.#all = all
    this.#mapping = isMapping(all)
    this.#queue = all instanceof Tuple ? all.items : [all]
  }

  /** The value of a `%(key)s` becomes the only argument. */
  select(key: string): void {
    if (!this.#mapping) throw new PythonError('TypeError', 'format requires a mapping')
    this.#queue = [subscript(this.#all, key)]
    this.#taken = 0
  }

  next(): Value {
    const value = this.#queue[this.#taken]
    if (value === undefined) throw new PythonError('TypeError', 'not enough arguments for format string')
    this.#taken += 1
    return value
  }

  /** Left-over arguments are an error, except of a mapping. */
  finish(): void {
    if (this.#mapping || this.#taken >= this.#queue.length) return
    throw new PythonError('TypeError', 'not all arguments converted during string formatting')
  }
}

/** What has `[…]` counts as a mapping here, lists and missing values included; a str and a tuple do not. */
function isMapping(value: Value): boolean {
  if (Array.isArray(value) || value instanceof Dict || value instanceof Undefined) return true
  return value instanceof HostObject && textOf(value) === undefined && isSubscriptable(value)
}
