/**
 * The type dbt gives a seed's column, from its cells: the first of number, date, timestamp, boolean and text that every
 * cell can be read as (dbt_common/clients/agate_helper.py on the library agate).
 */
export type SeedType = 'integer' | 'float8' | 'date' | 'timestamp without time zone' | 'boolean' | 'text'

export interface Inferred {
  readonly type: SeedType
  /** What is copied for a cell, or null. */
  readonly read: (cell: string) => string | null
}

type Reader = (cell: string) => string | null | undefined

const READERS: readonly (readonly [SeedType, Reader])[] = [
  ['float8', readNumber],
  ['date', readDate],
  ['timestamp without time zone', readSpacedTimestamp],
  ['timestamp without time zone', readIsoTimestamp],
  ['boolean', readBoolean],
]

export function inferType(cells: Iterable<string | null>): Inferred {
  let candidates = READERS
  let fraction = false
  for (const cell of cells) {
    if (cell === null || isNull(cell)) continue
    candidates = candidates.filter(([, read]) => read(cell) !== undefined)
    if (candidates.length === 0) return { type: 'text', read: readText }
    if (candidates[0]?.[0] === 'float8' && hasFraction(readNumber(cell))) fraction = true
  }
  const [type, read] = candidates[0] ?? ['text', readText]
  if (type === 'float8' && !fraction) {
    return { type: 'integer', read: (cell) => (isNull(cell) ? null : wholeDigits(readNumber(cell) ?? '')) }
  }
  return { type, read: (cell) => (isNull(cell) ? null : (read(cell) ?? null)) }
}

/** A cell of a column whose type was given: as it stands. */
export function readText(cell: string): string | null {
  return isNull(cell) ? null : cell
}

/** Empty cells and the word null are null, in columns of every type. */
function isNull(cell: string): boolean {
  const trimmed = cell.trim()
  return trimmed === '' || trimmed.toLowerCase() === 'null'
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const CURRENCY = /^[$¥£€₿¢₽₩₪₫฿₴₦₲₵₡₭₮₱₨₸₼₺₾]+/u

/** Agate's numbers: digits in groups of thousands, a currency sign before, a per cent sign after. */
function readNumber(cell: string): string | undefined {
  let text = cell.trim().replace(/%+$/, '').trim()
  const negative = text.startsWith('-')
  if (negative) text = text.slice(1)
  text = text.replace(CURRENCY, '').replaceAll(',', '').replaceAll('_', '')
  return NUMBER.test(text) && !(negative && /^[+-]/.test(text)) ? (negative ? `-${text}` : text) : undefined
}

/** True when digits are left after the point, trailing zeros aside: `1.0` is whole, `1e-1` is not. */
function hasFraction(number: string | undefined): boolean {
  return number !== undefined && splitNumber(number).fraction !== ''
}

/** A whole number in plain digits: PostgreSQL reads neither `1.0` nor `1e3` as an integer. */
function wholeDigits(number: string): string {
  const { sign, whole } = splitNumber(number)
  return sign + whole
}

function splitNumber(number: string): { readonly sign: string; readonly whole: string; readonly fraction: string } {
  const sign = number.startsWith('-') ? '-' : ''
  const [mantissa = '', exponent = '0'] = number.replace(/^[+-]/, '').toLowerCase().split('e')
  const [before = '', after = ''] = mantissa.split('.')
  const point = before.length + Number(exponent)
  const digits = before + after
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0'
  const fraction = (point > 0 ? digits.slice(point) : digits.padStart(digits.length - point, '0')).replace(/0+$/, '')
  return { sign, whole: whole.replace(/^0+(?=\d)/, '') || '0', fraction }
}

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/

function readDate(cell: string): string | undefined {
  const text = cell.trim()
  const match = DATE.exec(text)
  if (match === null) return undefined
  const [, year, month, day] = match.map(Number)
  return isDay(year ?? 0, month ?? 0, day ?? 0) ? text : undefined
}

const SPACED = /^(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{1,2}):(\d{1,2})$/
const ISO = /^(\d{4})-?(\d{2})-?(\d{2})T(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/

/** `2020-01-31 23:59:59`; a column is all of this form or all ISO 8601, with a `T`. */
function readSpacedTimestamp(cell: string): string | undefined {
  return timestampText(cell.trim(), SPACED)
}

function readIsoTimestamp(cell: string): string | undefined {
  return timestampText(cell.trim(), ISO)
}

function timestampText(text: string, form: RegExp): string | undefined {
  const match = form.exec(text)
  if (match === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  return hour < 24 && minute < 60 && second < 60 && isDay(year, month, day) ? text : undefined
}

function readBoolean(cell: string): string | undefined {
  const text = cell.trim().toLowerCase()
  return text === 'true' || text === 'false' ? text : undefined
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}
