import { NamedTuple } from '../../../jinja/values/named-tuple.ts'
import { PythonError } from '../../../jinja/values/python-error.ts'
import { HostObject, type Value } from '../../../jinja/values/value.ts'
import { type Arguments, hostFunction } from '../../host-function.ts'
import { type Members, memberOf, members } from '../../members.ts'
import { formatArgument, integerArgument } from './arguments.ts'
import {
  type Day,
  fromOrdinal,
  isoCalendar,
  isoDay,
  requireDay,
  requireOrdinal,
  toOrdinal,
  weekday,
} from './calendar.ts'
import { IsoCalendarDate } from './iso-calendar-date.ts'
import { formatTime } from './strftime.ts'
import { MICROS_PER_DAY, TimeDelta } from './time-delta.ts'

/** Python's `datetime.date`. */
export class DateValue extends HostObject {
  override readonly typeName = 'datetime.date'
  readonly day: Day

  constructor(day: Day) {
    super()
    this.day = day
  }

  get ordinal(): number {
    return toOrdinal(this.day)
  }

  override get hashKey(): string {
    return isoDay(this.day)
  }

  override attribute(name: string): Value | undefined {
    return memberOf(MEMBERS, this, name)
  }

  override equals(other: Value): boolean {
    return other instanceof DateValue && other.ordinal === this.ordinal
  }

  override compare(other: Value): number | undefined {
    return other instanceof DateValue ? this.ordinal - other.ordinal : undefined
  }

  override arithmetic(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof TimeDelta) {
      if (operator === '+') return this.#plusDays(other.days)
      return operator === '-' && !reflected ? this.#plusDays(-other.days) : undefined
    }
    if (operator === '-' && other instanceof DateValue && !reflected)
      return TimeDelta.of(BigInt(this.ordinal - other.ordinal) * MICROS_PER_DAY)
    return undefined
  }

  override format(spec: string): string {
    return formatTime({ day: this.day }, spec)
  }

  override print(): string {
    return isoDay(this.day)
  }

  override repr(): string {
    const { year, month, day } = this.day
    return `datetime.date(${year}, ${month}, ${day})`
  }

  #plusDays(days: number): DateValue {
    return new DateValue(fromOrdinal(requireOrdinal(this.ordinal + days)))
  }
}

/** What dates and datetimes share. */
export interface HasDay {
  readonly day: Day
}

export const DAY_MEMBERS: Members<HasDay> = members<HasDay>({
  year: ({ day }) => day.year,
  month: ({ day }) => day.month,
  day: ({ day }) => day.day,
  weekday: ({ day }) => hostFunction('weekday', [], () => weekday(toOrdinal(day))),
  isoweekday: ({ day }) => hostFunction('isoweekday', [], () => weekday(toOrdinal(day)) + 1),
  isocalendar: ({ day }) => hostFunction('isocalendar', [], () => new IsoCalendarDate(isoCalendar(day))),
  toordinal: ({ day }) => hostFunction('toordinal', [], () => toOrdinal(day)),
})

const MEMBERS = members<DateValue>({
  ...DAY_MEMBERS,
  replace: (self) =>
    hostFunction('replace', ['year?', 'month?', 'day?'], (call) => new DateValue(replacedDay(self.day, call))),
  isoformat: (self) => hostFunction('isoformat', [], () => isoDay(self.day)),
  strftime: (self) =>
    hostFunction('strftime', ['format'], (call) => formatTime({ day: self.day }, formatArgument(call))),
  ctime: (self) => hostFunction('ctime', [], () => formatTime({ day: self.day }, '%a %b %e %H:%M:%S %Y')),
  timetuple: (self) => hostFunction('timetuple', [], () => timeTuple(self.day, [0, 0, 0], -1)),
})

export function replacedDay(day: Day, call: Arguments): Day {
  return requireDay(
    integerArgument(call, 'year', day.year),
    integerArgument(call, 'month', day.month),
    integerArgument(call, 'day', day.day),
  )
}

const TIME_TUPLE = [
  ...['tm_year', 'tm_mon', 'tm_mday', 'tm_hour', 'tm_min', 'tm_sec', 'tm_wday', 'tm_yday', 'tm_isdst'],
]

/** Python's `struct_time`. */
export function timeTuple(day: Day, clock: readonly number[], isDst: number): Value {
  const ordinal = toOrdinal(day)
  const first = toOrdinal({ year: day.year, month: 1, day: 1 })
  const parts = [day.year, day.month, day.day, ...clock, weekday(ordinal), ordinal - first + 1, isDst]
  return new NamedTuple(TIME_TUPLE, parts, 'time.struct_time')
}

/** The date of an ordinal that comes from a template. */
export function dayFromOrdinal(ordinal: number): DateValue {
  if (ordinal < 1) throw new PythonError('ValueError', 'ordinal must be >= 1')
  if (ordinal > 3652059) throw new PythonError('ValueError', 'year is out of range')
  return new DateValue(fromOrdinal(ordinal))
}
