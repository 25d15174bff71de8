import { nameAt, readZoneTable } from '../pytz/zone-table.ts'
import type { Day } from './calendar.ts'
import { EPOCH_ORDINAL, fromOrdinal, requireOrdinal, toOrdinal } from './calendar.ts'
import { FixedZone } from './fixed-zone.ts'
import type { Clock } from './iso-format.ts'
import { floorDivide, MICROS_PER_DAY, modulo, TimeDelta } from './time-delta.ts'

/** Microseconds since 1970 of a day and time, were they UTC. */
export function epochMicros(day: Day, { hour, minute, second, microsecond }: Clock): bigint {
  const seconds = (toOrdinal(day) - EPOCH_ORDINAL) * 86400 + hour * 3600 + minute * 60 + second
  return BigInt(seconds) * 1_000_000n + BigInt(microsecond)
}

/** The day and time of microseconds since 1970 UTC; past the calendar's ends it is Python's OverflowError. */
export function dayAndClock(micros: bigint): { readonly day: Day; readonly clock: Clock } {
  const ordinal = requireOrdinal(Number(floorDivide(micros, MICROS_PER_DAY)) + EPOCH_ORDINAL)
  const rest = Number(modulo(micros, MICROS_PER_DAY))
  const seconds = Math.floor(rest / 1_000_000)
  return {
    day: fromOrdinal(ordinal),
    clock: {
      hour: Math.floor(seconds / 3600),
      minute: Math.floor(seconds / 60) % 60,
      second: seconds % 60,
      microsecond: rest % 1_000_000,
    },
  }
}

/** The moment of a day and time in the machine's own zone, as Python takes times that have none. */
export function localEpochMicros(day: Day, clock: Clock): bigint {
  const date = new Date(0)
  date.setFullYear(day.year, day.month - 1, day.day)
  date.setHours(clock.hour, clock.minute, clock.second, 0)
  return BigInt(date.getTime()) * 1000n + BigInt(clock.microsecond)
}

/** The machine's zone as it is at a moment: an offset with a name. */
export function localZone(micros: bigint): FixedZone {
  const offset = localOffsetMicros(micros)
  const name = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const names = readZoneTable().get(name.toUpperCase())?.names() ?? []
  const moment = Number(floorDivide(micros, 60_000_000n))
  return new FixedZone(TimeDelta.of(offset), nameAt(names, Number(offset / 60_000_000n), moment).abbreviation)
}

/** How far the machine's zone is ahead of UTC at a moment, in microseconds. */
export function localOffsetMicros(micros: bigint): bigint {
  return BigInt(-new Date(Number(floorDivide(micros, 1000n))).getTimezoneOffset()) * 60_000_000n
}
