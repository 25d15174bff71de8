import { type Integer, normalize } from './integer.ts'
import { strip } from './strip.ts'

const PREFIXES: Readonly<Record<string, number>> = { '0x': 16, '0o': 8, '0b': 2 }

/** Python's `int(text, base)`: white space, sign, prefix and single underscores are understood; undefined if it is none. */
export function parseInteger(text: string, base: number): Integer | undefined {
  if (base !== 0 && (base < 2 || base > 36)) return undefined
  const match = /^([+-]?)(.*)$/s.exec(asciiDigits(strip(text)).toLowerCase())
  const [, sign = '', unsigned = ''] = match ?? []
  const [digits, radix] = withoutPrefix(unsigned, base)
  if (!/^[0-9a-z]+(?:_[0-9a-z]+)*$/.test(digits)) return undefined
  let integer = 0n
  for (const digit of digits.replaceAll('_', '')) {
    const value = Number.parseInt(digit, 36)
    if (value >= radix) return undefined
    integer = integer * BigInt(radix) + BigInt(value)
  }
  return normalize(sign === '-' ? -integer : integer)
}

function withoutPrefix(digits: string, base: number): [digits: string, radix: number] {
  const radix = PREFIXES[digits.slice(0, 2)]
  if (radix !== undefined && (base === 0 || base === radix)) return [digits.slice(2).replace(/^_/, ''), radix]
  // Base 0 reads Python literals, which may not begin with a zero.
  if (base === 0) return /^0[0_]*[1-9a-z]/.test(digits) ? ['', 10] : [digits, 10]
  return [digits, base]
}

const FLOAT = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i
const NAMED = /^([+-]?)(inf|infinity|nan)$/i

/** Python's `float(text)`; undefined if it is none. */
export function parseFloatText(text: string): number | undefined {
  const spelled = asciiDigits(strip(text))
  if (FLOAT.test(spelled)) return Number(spelled.replaceAll('_', ''))
  const [, sign, name] = NAMED.exec(spelled) ?? []
  if (name === undefined) return undefined
  if (name.toLowerCase() === 'nan') return Number.NaN
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

/** Decimal digits of any script as ASCII ones. */
function asciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0) as number)))
}

/** Unicode keeps the ten digits of a script together, in order; some runs of ten follow each other. */
function digitValue(code: number): number {
  let first = code
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--
  return (code - first) % 10
}
