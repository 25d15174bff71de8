import { PythonError } from '../../../jinja/values/python-error.ts'

/** Python's proleptic Gregorian calendar, years 1 to 9999. An ordinal counts days from 1, which is 1 January of year 1. */
export interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

export const MIN_YEAR = 1
export const MAX_YEAR = 9999
export const MAX_ORDINAL = 3652059
/** The ordinal of 1 January 1970. */
export const EPOCH_ORDINAL = 719163

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** 1 for 1 January. */
export function dayOfYear({ year, month, day }: Day): number {
  return (DAYS_BEFORE_MONTH[month - 1] as number) + (month > 2 && isLeap(year) ? 1 : 0) + day
}

export function toOrdinal(day: Day): number {
  const before = day.year - 1
  return before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) + dayOfYear(day)
}

/** The day of an ordinal within the calendar; see `requireOrdinal`. */
export function fromOrdinal(ordinal: number): Day {
  let year = Math.min(MAX_YEAR, Math.max(MIN_YEAR, Math.floor((ordinal - 1) / 365.2425) + 1))
  while (toOrdinal({ year, month: 1, day: 1 }) > ordinal) year--
  while (year < MAX_YEAR && toOrdinal({ year: year + 1, month: 1, day: 1 }) <= ordinal) year++
  let rest = ordinal - toOrdinal({ year, month: 1, day: 1 })
  let month = 1
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month)
    month++
  }
  return { year, month, day: rest + 1 }
}

/** An ordinal that results from arithmetic; past either end of the calendar it is Python's OverflowError. */
export function requireOrdinal(ordinal: number): number {
  if (ordinal < 1 || ordinal > MAX_ORDINAL) throw new PythonError('OverflowError', 'date value out of range')
  return ordinal
}

/** A day whose parts come from a template. */
export function requireDay(year: number, month: number, day: number): Day {
  if (year < MIN_YEAR || year > MAX_YEAR) throw new PythonError('ValueError', `year ${year} is out of range`)
  if (month < 1 || month > 12) throw new PythonError('ValueError', 'month must be in 1..12')
  if (day < 1 || day > daysInMonth(year, month)) throw new PythonError('ValueError', 'day is out of range for month')
  return { year, month, day }
}

/** 0 for Monday. */
export function weekday(ordinal: number): number {
  return (ordinal + 6) % 7
}

/** ISO 8601's year, week (from 1) and day of the week (1 for Monday). */
export function isoCalendar(day: Day): readonly [year: number, week: number, weekday: number] {
  const today = toOrdinal(day)
  let year = day.year
  let start = isoYearStart(year)
  if (today < start) {
    year--
    start = isoYearStart(year)
  } else if (today >= isoYearStart(year + 1)) {
    year++
    start = isoYearStart(year)
  }
  return [year, Math.floor((today - start) / 7) + 1, weekday(today) + 1]
}

/** The ordinal of the Monday that begins an ISO year: its first week has the year's first Thursday. */
export function isoYearStart(year: number): number {
  const first = toOrdinal({ year, month: 1, day: 1 })
  const day = weekday(first)
  return day > 3 ? first - day + 7 : first - day
}

export function two(part: number): string {
  return String(part).padStart(2, '0')
}

export function isoDay({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}
