import { PythonError } from '../../../jinja/values/python-error.ts'
import { quote } from '../../../jinja/values/quote.ts'
import { type Day, fromOrdinal, isoYearStart, requireDay, requireOrdinal, toOrdinal, weekday } from './calendar.ts'
import { DateTime } from './datetime.ts'
import { FixedZone } from './fixed-zone.ts'
import { offsetZone } from './parse-iso.ts'
import { DAYS, MONTHS } from './strftime.ts'
import { requireClock } from './time.ts'
import { TimeDelta } from './time-delta.ts'
import type { Zone } from './zone.ts'

const shortened = (names: readonly string[]): readonly string[] => names.map((name) => name.slice(0, 3))
const oneOf = (names: readonly string[]): string => names.join('|')

/** What each directive may read. */
const PATTERNS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  a: oneOf(shortened(DAYS)),
  A: oneOf(DAYS),
  b: oneOf(shortened(MONTHS)),
  B: oneOf(MONTHS),
  d: '3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]',
  f: '\\d{1,6}',
  G: '\\d{4}',
  H: '2[0-3]|[0-1]\\d|\\d',
  I: '1[0-2]|0[1-9]|[1-9]',
  j: '36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]',
  m: '1[0-2]|0[1-9]|[1-9]',
  M: '[0-5]\\d|\\d',
  p: 'AM|PM',
  S: '6[0-1]|[0-5]\\d|\\d',
  u: '[1-7]',
  U: '5[0-3]|[0-4]\\d|\\d',
  V: '5[0-3]|0[1-9]|[1-4]\\d|\\d',
  w: '[0-6]',
  W: '5[0-3]|[0-4]\\d|\\d',
  y: '\\d\\d',
  Y: '\\d{4}',
  z: '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z',
  Z: 'UTC|GMT',
} satisfies Record<string, string>)

const COMPOUND: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  c: '%a %b %d %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
})

/** Python's `datetime.strptime(text, format)`. */
export function parseTime(text: string, format: string): DateTime {
  const letters: string[] = []
  const match = new RegExp(patternOf(format, format, letters), 'iy').exec(text)
  if (match === null) throw refused(`time data ${quote(text)} does not match format ${quote(format)}`)
  if (match[0].length < text.length) throw refused(`unconverted data remains: ${text.slice(match[0].length)}`)
  const read: Read = new Map(letters.map((letter, index) => [letter, match[index + 1] as string]))
  const day = dayOf(read)
  const number = (letter: string): number => Number(read.get(letter) ?? 0)
  const fraction = Number((read.get('f') ?? '').padEnd(6, '0'))
  return new DateTime(day, requireClock(hourOf(read), number('M'), number('S'), fraction), zoneOf(read))
}

type Read = ReadonlyMap<string, string>

function patternOf(format: string, whole: string, letters: string[]): string {
  let pattern = ''
  for (let at = 0; at < format.length; at++) {
    const character = format[at] as string
    if (character !== '%') {
      const space = /^\s+/.exec(format.slice(at))?.[0]
      pattern += space === undefined ? character.replace(/[\\.^$*+?(){}[\]|/]/, '\\$&') : '\\s+'
      at += (space ?? character).length - 1
      continue
    }
    const letter = format[++at]
    if (letter === undefined) throw refused(`stray % in format '${whole}'`)
    pattern += letter === '%' ? '%' : directive(letter, whole, letters)
  }
  return pattern
}

function directive(letter: string, whole: string, letters: string[]): string {
  const compound = COMPOUND[letter]
  if (compound !== undefined) return patternOf(compound, whole, letters)
  const pattern = PATTERNS[letter]
  if (pattern === undefined)
    throw refused(`'${/\s/.test(letter) ? '%' : letter}' is a bad directive in format '${whole}'`)
  if (letters.includes(letter))
    throw new PythonError('re.error', `redefinition of group name '${letter}' as group ${letters.length + 1}`)
  letters.push(letter)
  return `(${pattern})`
}

function hourOf(read: Read): number {
  const twelve = read.get('I')
  if (twelve === undefined) return Number(read.get('H') ?? 0)
  return (Number(twelve) % 12) + (read.get('p')?.toLowerCase() === 'pm' ? 12 : 0)
}

function yearOf(read: Read): number | undefined {
  const full = read.get('Y')
  if (full !== undefined) return Number(full)
  const short = read.get('y')
  if (short === undefined) return undefined
  return Number(short) + (Number(short) <= 68 ? 2000 : 1900)
}

function weekdayOf(read: Read): number | undefined {
  const name = read.get('A') ?? read.get('a')
  if (name !== undefined) return position(DAYS, name)
  const iso = read.get('u')
  if (iso !== undefined) return Number(iso) - 1
  const fromSunday = read.get('w')
  return fromSunday === undefined ? undefined : (Number(fromSunday) + 6) % 7
}

function position(names: readonly string[], name: string): number {
  return names.findIndex((known) => known.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase())
}

function monthOf(read: Read): number {
  const name = read.get('B') ?? read.get('b')
  return name === undefined ? Number(read.get('m') ?? 1) : position(MONTHS, name) + 1
}

const GIVE_WEEKDAY = "a weekday directive ('%A', '%a', '%w', or '%u')."

function dayOf(read: Read): Day {
  const year = yearOf(read)
  const day = weekdayOf(read)
  const isoYear = read.get('G')
  const isoWeek = read.get('V')
  const ofYear = read.get('j')
  if (year === undefined && isoYear !== undefined) {
    if (isoWeek === undefined || day === undefined)
      throw refused(`ISO year directive '%G' must be used with the ISO week directive '%V' and ${GIVE_WEEKDAY}`)
    if (ofYear !== undefined)
      throw refused("Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.")
    return isoDay(Number(isoYear), Number(isoWeek), day)
  }
  if (isoWeek !== undefined && read.get('U') === undefined && read.get('W') === undefined)
    throw refused(
      day === undefined
        ? `ISO week directive '%V' must be used with the ISO year directive '%G' and ${GIVE_WEEKDAY}`
        : "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.",
    )
  if (ofYear !== undefined) return dayInYear(year ?? 1900, Number(ofYear))
  const week = weekOf(read)
  if (week !== undefined && day !== undefined) return dayInYear(year ?? 1900, dayOfWeek(year ?? 1900, week, day))
  return plainDay(year, monthOf(read), Number(read.get('d') ?? 1))
}

/** Without a year 29 February is fine until 1900, the year it then gets, turns out to have none. */
function plainDay(year: number | undefined, month: number, day: number): Day {
  return requireDay(year ?? 1900, month, day)
}

function dayInYear(year: number, ordinal: number): Day {
  return fromOrdinal(requireOrdinal(toOrdinal({ year, month: 1, day: 1 }) + ordinal - 1))
}

function isoDay(year: number, week: number, day: number): Day {
  return fromOrdinal(requireOrdinal(isoYearStart(year) + (week - 1) * 7 + day))
}

interface Week {
  readonly number: number
  readonly fromMonday: boolean
}

function weekOf(read: Read): Week | undefined {
  const fromMonday = read.get('W')
  if (fromMonday !== undefined) return { number: Number(fromMonday), fromMonday: true }
  const fromSunday = read.get('U')
  return fromSunday === undefined ? undefined : { number: Number(fromSunday), fromMonday: false }
}

/** The day of the year that is the `day` (0 for Monday) of a week; week 1 begins with the year's first Monday or Sunday. */
function dayOfWeek(year: number, { number, fromMonday }: Week, day: number): number {
  const shift = fromMonday ? 0 : 1
  const first = (weekday(toOrdinal({ year, month: 1, day: 1 })) + shift) % 7
  const inWeek = (day + shift) % 7
  return number === 0 ? 1 + inWeek - first : 1 + ((7 - first) % 7) + 7 * (number - 1) + inWeek
}

function zoneOf(read: Read): Zone | null {
  const offset = read.get('z')
  if (offset === undefined) return null
  const micros = offsetMicros(offset)
  const name = read.get('Z')
  offsetZone(micros)
  return name === undefined ? offsetZone(micros) : new FixedZone(TimeDelta.of(micros), name)
}

function offsetMicros(text: string): bigint {
  if (text.toUpperCase() === 'Z') return 0n
  if (text[3] === ':' && text.length > 6 && text[6] !== ':') throw refused(`Inconsistent use of : in ${text}`)
  const [, sign, hours, minutes, seconds = '0', fraction = ''] =
    /^([-+])(\d\d):?(\d\d)(?::?(\d\d)(?:\.(\d+))?)?$/.exec(text) ?? []
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  const micros = BigInt(total) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
  return sign === '-' ? -micros : micros
}

function refused(message: string): PythonError {
  return new PythonError('ValueError', message)
}
