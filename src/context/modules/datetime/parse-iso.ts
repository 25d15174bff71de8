import { PythonError } from '../../../jinja/values/python-error.ts'
import { quote } from '../../../jinja/values/quote.ts'
import { textOf } from '../../../jinja/values/text.ts'
import type { Value } from '../../../jinja/values/value.ts'
import { type Day, fromOrdinal, isoYearStart, requireDay } from './calendar.ts'
import { DateValue } from './date.ts'
import { DateTime } from './datetime.ts'
import { fixedZone } from './fixed-zone.ts'
import { type Clock, MIDNIGHT } from './iso-format.ts'
import { requireClock, TimeValue } from './time.ts'
import { TimeDelta } from './time-delta.ts'
import type { Zone } from './zone.ts'

const DAY = String.raw`(?<year>\d{4})(?:(?<dash>-?)(?:(?<month>\d\d)\k<dash>(?<day>\d\d)|W(?<week>\d\d)(?:\k<dash>(?<weekday>\d))?))`
const CLOCK = String.raw`(?<hour>\d\d)(?:(?<colon>:?)(?<minute>\d\d)(?:\k<colon>(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?)?`
const ZONE = String.raw`(?: ?(?<utc>Z)| ?(?<sign>[-+])(?<zoneHour>\d\d)(?::?(?<zoneMinute>\d\d)(?::?(?<zoneSecond>\d\d)(?:[.,](?<zoneFraction>\d+))?)?)?)?`

const DATE = new RegExp(`^${DAY}$`)
const TIME = new RegExp(`^T?${CLOCK}${ZONE}$`)
const DATE_TIME = new RegExp(`^${DAY}(?:.${CLOCK}${ZONE})?$`, 's')

type Parts = Readonly<Record<string, string | undefined>>

/** A date such as `2024-05-01`, `20240501`, `2024-W18-3`; undefined for anything else. */
export function parseIsoDate(text: string): DateValue | undefined {
  const parts = DATE.exec(text)?.groups
  const day = parts === undefined ? undefined : dayOf(parts)
  return day === undefined ? undefined : new DateValue(day)
}

/** A time such as `10:30`, `103000.5+02:00`. */
export function parseIsoTime(text: string): TimeValue | undefined {
  const parts = TIME.exec(text)?.groups
  return parts === undefined ? undefined : new TimeValue(clockOf(parts), zoneOf(parts))
}

/** A date, and after any one character a time. */
export function parseIsoDateTime(text: string): DateTime | undefined {
  const parts = DATE_TIME.exec(text)?.groups
  const day = parts === undefined ? undefined : dayOf(parts)
  return parts === undefined || day === undefined ? undefined : new DateTime(day, clockOf(parts), zoneOf(parts))
}

/** `fromisoformat(text)` of a class whose texts `parse` reads. */
export function fromIsoFormat<T extends Value>(value: Value, parse: (text: string) => T | undefined): T {
  const text = textOf(value)
  if (text === undefined) throw new PythonError('TypeError', 'fromisoformat: argument must be str')
  const result = parse(text)
  if (result === undefined) throw new PythonError('ValueError', `Invalid isoformat string: ${quote(text)}`)
  return result
}

function dayOf({ year, month, day, week, weekday = '1' }: Parts): Day | undefined {
  if (week === undefined) return requireDay(Number(year), Number(month), Number(day))
  const start = isoYearStart(Number(year)) + (Number(week) - 1) * 7
  const weekExists = Number(week) >= 1 && start < isoYearStart(Number(year) + 1)
  if (!weekExists || Number(weekday) < 1 || Number(weekday) > 7) return undefined
  return fromOrdinal(start + Number(weekday) - 1)
}

function clockOf({ hour, minute = '0', second = '0', fraction }: Parts): Clock {
  return hour === undefined ? MIDNIGHT : requireClock(Number(hour), Number(minute), Number(second), micros(fraction))
}

function zoneOf({ utc, sign, zoneHour, zoneMinute = '0', zoneSecond = '0', zoneFraction }: Parts): Zone | null {
  if (utc !== undefined) return fixedZone(0n)
  if (sign === undefined) return null
  const seconds = Number(zoneHour) * 3600 + Number(zoneMinute) * 60 + Number(zoneSecond)
  const magnitude = BigInt(seconds) * 1_000_000n + BigInt(micros(zoneFraction))
  return offsetZone(sign === '-' ? -magnitude : magnitude)
}

const DAY_MICROS = 86_400_000_000n

/** The zone of an offset, which must be less than a day. */
export function offsetZone(micros: bigint): Zone {
  if (micros <= -DAY_MICROS || micros >= DAY_MICROS)
    throw new PythonError(
      'ValueError',
      `offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ${TimeDelta.of(micros).repr()}.`,
    )
  return fixedZone(micros)
}

function micros(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 6).padEnd(6, '0'))
}
