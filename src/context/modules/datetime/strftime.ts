import { type Day, dayOfYear, isoCalendar, toOrdinal, two, weekday } from './calendar.ts'
import { type Clock, isoOffset, MIDNIGHT } from './iso-format.ts'
import { localEpochMicros } from './local-time.ts'
import type { Zone } from './zone.ts'

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
export const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
] as const

/** What can be formatted; a date is midnight, a time is on 1 January 1900. */
export interface Moment {
  readonly day: Day
  readonly clock?: Clock
  readonly zone?: Zone | null
}

interface Full {
  readonly day: Day
  readonly clock: Clock
  readonly zone: Zone | null
}

type Directive = (moment: Full) => string

/** Python's `strftime` as glibc in the C locale does it. */
export function formatTime({ day, clock = MIDNIGHT, zone = null }: Moment, format: string): string {
  const moment: Full = { day, clock, zone }
  // The flags are glibc's: `%-d` without padding, `%_d` with spaces, `%^a` in capitals.
  return format.replace(/%([-_0^#]?)(\d*)([a-zA-Z%+])/g, (written, flag: string, width: string, letter: string) => {
    const directive = DIRECTIVES[letter]
    if (directive === undefined) return written
    return padded(directive(moment), flag, width, letter)
  })
}

const NUMERIC = new Set('CdgGHIjklmMsSuUVwWyYe')

function padded(text: string, flag: string, width: string, letter: string): string {
  if (flag === '^') return text.toUpperCase()
  if (flag === '#') return letter === 'p' || letter === 'Z' ? text.toLowerCase() : text.toUpperCase()
  if (!NUMERIC.has(letter)) return text.padStart(Number(width), flag === '0' ? '0' : ' ')
  const bare = text.trim().replace(/^0+(?=\d)/, '')
  if (flag === '-') return bare
  const size = Math.max(text.length, Number(width))
  if (flag === '_') return bare.padStart(size, ' ')
  if (flag === '0') return bare.padStart(size, '0')
  return text.padStart(size, letter === 'e' || letter === 'k' || letter === 'l' ? ' ' : '0')
}

const hour12 = ({ clock }: Full): number => clock.hour % 12 || 12
const weekdayOf = ({ day }: Full): number => weekday(toOrdinal(day))
const spaced = (part: number): string => String(part).padStart(2, ' ')
const year4 = (year: number): string => String(year)

const DIRECTIVES: Readonly<Record<string, Directive>> = Object.assign(Object.create(null), {
  a: (m) => (DAYS[weekdayOf(m)] as string).slice(0, 3),
  A: (m) => DAYS[weekdayOf(m)] as string,
  b: (m) => (MONTHS[m.day.month - 1] as string).slice(0, 3),
  B: (m) => MONTHS[m.day.month - 1] as string,
  c: (m) => formatTime(m, '%a %b %e %H:%M:%S %Y'),
  C: ({ day }) => String(Math.floor(day.year / 100)),
  d: ({ day }) => two(day.day),
  D: (m) => formatTime(m, '%m/%d/%y'),
  e: ({ day }) => spaced(day.day),
  f: ({ clock }) => String(clock.microsecond).padStart(6, '0'),
  F: (m) => formatTime(m, '%Y-%m-%d'),
  g: ({ day }) => two(isoCalendar(day)[0] % 100),
  G: ({ day }) => year4(isoCalendar(day)[0]),
  h: (m) => formatTime(m, '%b'),
  H: ({ clock }) => two(clock.hour),
  I: (m) => two(hour12(m)),
  j: ({ day }) => String(dayOfYear(day)).padStart(3, '0'),
  k: ({ clock }) => spaced(clock.hour),
  l: (m) => spaced(hour12(m)),
  m: ({ day }) => two(day.month),
  M: ({ clock }) => two(clock.minute),
  n: () => '\n',
  p: ({ clock }) => (clock.hour < 12 ? 'AM' : 'PM'),
  P: ({ clock }) => (clock.hour < 12 ? 'am' : 'pm'),
  r: (m) => formatTime(m, '%I:%M:%S %p'),
  R: (m) => formatTime(m, '%H:%M'),
  s: (m) => String(Math.floor(Number(localEpochMicros(m.day, m.clock)) / 1e6)),
  S: ({ clock }) => two(clock.second),
  t: () => '\t',
  T: (m) => formatTime(m, '%H:%M:%S'),
  u: (m) => String(weekdayOf(m) + 1),
  U: (m) => two(Math.floor((dayOfYear(m.day) + 6 - ((weekdayOf(m) + 1) % 7)) / 7)),
  V: ({ day }) => two(isoCalendar(day)[1]),
  w: (m) => String((weekdayOf(m) + 1) % 7),
  W: (m) => two(Math.floor((dayOfYear(m.day) + 6 - weekdayOf(m)) / 7)),
  x: (m) => formatTime(m, '%m/%d/%y'),
  X: (m) => formatTime(m, '%H:%M:%S'),
  y: ({ day }) => two(day.year % 100),
  Y: ({ day }) => year4(day.year),
  z: ({ zone }) => (zone === null ? '' : isoOffset(zone.offset.micros, '')),
  Z: ({ zone }) => zone?.abbreviation ?? '',
  '%': () => '%',
} satisfies Record<string, Directive>)
