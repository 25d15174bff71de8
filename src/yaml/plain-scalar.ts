/**
 * What a plain (unquoted) scalar means: YAML 1.1 as PyYAML reads it, which is what dbt projects were written against.
 * So `yes` and `on` are true, `y` is text, `010` is 8, `12:30` is 750 (base 60), `1e3` is text, and `2024-01-01` a date.
 */
import { Float } from '../jinja/values/value.ts'
import { isoTime } from './timestamp.ts'
import type { YamlValue } from './yaml-value.ts'

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...['yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
])
const LONGEST_WORD = 5

const DECIMAL = /^[-+]?(?:0|[1-9][0-9_]*)$/
const INTEGER = /^([-+]?)(?:0b([01_]+)|0x([0-9a-fA-F_]+)|0([0-7_]+)|([1-9][0-9_]*(?::[0-5]?[0-9])+))$/
const FLOAT = /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)$/
const FRACTION = /^\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?$/
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/

/** The value of a plain scalar's text. */
export function readPlain(text: string): YamlValue {
  const first = text.charCodeAt(0)
  // `+`, `-`, `.` and digits start numbers and dates; everything else is a word or text.
  if (first >= 0x2b && first <= 0x39) return readNumber(text)
  if (text.length > LONGEST_WORD) return text
  const word = WORDS.get(text)
  return word === undefined ? text : word
}

function readNumber(text: string): YamlValue {
  if (DECIMAL.test(text)) return integer(text, 10)
  if (FLOAT.test(text) || FRACTION.test(text)) return float(base60(text.replaceAll('_', ''), parseFloat))
  const match = INTEGER.exec(text)
  if (match !== null) return otherInteger(text, match)
  const infinite = INFINITE.exec(text)
  if (infinite !== null) return new Float(infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)
  if (NOT_A_NUMBER.test(text)) return new Float(Number.NaN)
  return isoTime(text) ?? text
}

function otherInteger(text: string, match: RegExpExecArray): YamlValue {
  const [, sign, binary, hex, octal, sexagesimal] = match
  if (sexagesimal !== undefined) return base60(text.replaceAll('_', ''), Number)
  const [digits, base] = hex !== undefined ? [hex, 16] : binary !== undefined ? [binary, 2] : [octal ?? '', 8]
  if (!/[0-9a-fA-F]/.test(digits)) return base === 8 ? 0 : text
  return integer(`${sign}${digits}`, base)
}

const PREFIX: Readonly<Record<number, string>> = { 2: '0b', 8: '0o', 10: '', 16: '0x' }

/** A whole number; `-0` is 0. */
function integer(written: string, base: number): number | bigint {
  const text = written.replaceAll('_', '')
  const negative = text.startsWith('-')
  const digits = text.replace(/^[-+]/, '')
  const value = Number.parseInt(digits, base)
  if (Number.isSafeInteger(value)) return negative && value !== 0 ? -value : value
  const big = BigInt(`${PREFIX[base]}${digits}`)
  return negative ? -big : big
}

/** `190:20:30` and `190:20:30.15`: each colon multiplies by sixty. */
function base60(text: string, read: (part: string) => number): number {
  const negative = text.startsWith('-')
  const parts = text.replace(/^[-+]/, '').split(':')
  const value = parts.reduce((sum, part) => sum * 60 + read(part), 0)
  return negative ? -value : value
}

function float(value: number): number | Float {
  return Number.isInteger(value) ? new Float(value) : value
}
