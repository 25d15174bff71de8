import { PythonError } from '../../jinja/values/python-error.ts'
import type { Value } from '../../jinja/values/value.ts'
import { calculate } from '../decimal/arithmetic.ts'
import { finite, parseDecimal } from '../decimal/number.ts'
import { DecimalValue } from '../decimal-value.ts'
import { DateValue } from '../modules/datetime/date.ts'
import { parseIsoDateTime } from '../modules/datetime/parse-iso.ts'
import { parseTime } from '../modules/datetime/strptime.ts'

/** What agate makes of a cell of text in columns of each type, or undefined; nothing and the word null are null. */
export const castText = {
  number: orNull((text) => number(text)),
  date: orNull((text) => {
    const time = attempt(() => parseTime(text, '%Y-%m-%d'))
    return time === undefined ? undefined : new DateValue(time.day)
  }),
  dateTime: orNull((text) => attempt(() => parseTime(text, '%Y-%m-%d %H:%M:%S'))),
  isoDateTime: orNull((text) => (/^\S{7,10}T/.test(text) ? attempt(() => parseIsoDateTime(text)) : undefined)),
  boolean: orNull((text) => {
    const word = text.replaceAll(',', '').trim().toLowerCase()
    return word === 'true' ? true : word === 'false' ? false : undefined
  }),
  text: (text: string): Value => (isNull(text) ? null : text),
} as const

function isNull(text: string): boolean {
  const trimmed = text.trim().toLowerCase()
  return trimmed === '' || trimmed === 'null'
}

function orNull(cast: (text: string) => Value | undefined): (text: string) => Value | undefined {
  return (text) => (isNull(text) ? null : cast(text.trim()))
}

const CURRENCY = '؋$ƒ៛¥₡₱£€¢﷼₪₩₭₮₦฿₴₤₫'

/** A per cent sign, a currency's sign and commas do not count. */
function number(text: string): Value | undefined {
  let rest = strip(text, '%')
  const negative = rest.startsWith('-')
  if (negative) rest = rest.slice(1)
  for (const symbol of CURRENCY) rest = strip(rest, symbol)
  const parsed = parseDecimal(rest.replaceAll(',', ''))
  const signed = parsed && calculate('*', parsed, finite(negative ? -1n : 1n, 0))
  return signed && new DecimalValue(signed)
}

function strip(text: string, symbol: string): string {
  let from = 0
  let to = text.length
  while (text.startsWith(symbol, from) && from < to) from += symbol.length
  while (text.endsWith(symbol) && text.slice(from, to).endsWith(symbol)) to -= symbol.length
  return text.slice(from, to)
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch (error) {
    if (error instanceof PythonError) return undefined
    throw error
  }
}
