import { PythonError } from '../../../jinja/values/python-error.ts'
import { typeName } from '../../../jinja/values/type-name.ts'
import { HostObject, type Value } from '../../../jinja/values/value.ts'
import { type Arguments, hostFunction } from '../../host-function.ts'
import { type Members, memberOf, members } from '../../members.ts'
import { formatArgument, integerArgument } from './arguments.ts'
import { type Clock, isoClock, isoOffset } from './iso-format.ts'
import { formatTime } from './strftime.ts'
import type { TimeDelta } from './time-delta.ts'
import { Zone } from './zone.ts'

/** The day that directives of days show for a time. */
const UNFORMATTED_DAY = { year: 1900, month: 1, day: 1 }

/** Python's `datetime.time`. */
export class TimeValue extends HostObject {
  override readonly typeName = 'datetime.time'
  readonly clock: Clock
  readonly zone: Zone | null

  constructor(clock: Clock, zone: Zone | null = null) {
    super()
    this.clock = clock
    this.zone = zone
  }

  /** Null where there is no zone, or one that does not know without a day. */
  get #offset(): TimeDelta | null {
    return this.zone === null ? null : this.zone.offsetOfTime
  }

  /** Microseconds since midnight, UTC where there is an offset. */
  get #micros(): number {
    const { hour, minute, second, microsecond } = this.clock
    const local = ((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond
    return this.#offset === null ? local : local - Number(this.#offset.micros)
  }

  override get hashKey(): string {
    return `${this.#offset === null ? '' : 'z'}${this.#micros}`
  }

  override attribute(name: string): Value | undefined {
    return memberOf(MEMBERS, this, name)
  }

  override equals(other: Value): boolean {
    return (
      other instanceof TimeValue &&
      (other.#offset === null) === (this.#offset === null) &&
      other.#micros === this.#micros
    )
  }

  override compare(other: Value): number | undefined {
    if (!(other instanceof TimeValue)) return undefined
    if ((other.#offset === null) !== (this.#offset === null))
      throw new PythonError('TypeError', "can't compare offset-naive and offset-aware times")
    return this.#micros - other.#micros
  }

  isoFormat(timespec: string): string {
    return isoClock(this.clock, timespec) + (this.#offset === null ? '' : isoOffset(this.#offset.micros, ':'))
  }

  override format(spec: string): string {
    return formatTime({ day: UNFORMATTED_DAY, clock: this.clock, zone: this.zone }, spec)
  }

  override print(): string {
    return this.isoFormat('auto')
  }

  override repr(): string {
    const zone = this.zone === null ? '' : `, tzinfo=${this.zone.repr()}`
    return `datetime.time(${clockArguments(this.clock)}${zone})`
  }
}

/** Hour and minute always, the rest where they are not zero. */
export function clockArguments({ hour, minute, second, microsecond }: Clock): string {
  if (microsecond !== 0) return `${hour}, ${minute}, ${second}, ${microsecond}`
  return second !== 0 ? `${hour}, ${minute}, ${second}` : `${hour}, ${minute}`
}

/** What times and datetimes share. */
export interface HasClock {
  readonly clock: Clock
  readonly zone: Zone | null
}

export const CLOCK_MEMBERS: Members<HasClock> = members<HasClock>({
  hour: ({ clock }) => clock.hour,
  minute: ({ clock }) => clock.minute,
  second: ({ clock }) => clock.second,
  microsecond: ({ clock }) => clock.microsecond,
  tzinfo: ({ zone }) => zone,
  fold: () => 0,
  utcoffset: ({ zone }) => hostFunction('utcoffset', [], () => zone?.offset ?? null),
  tzname: ({ zone }) => hostFunction('tzname', [], () => zone?.abbreviation ?? null),
  dst: ({ zone }) => hostFunction('dst', [], () => zone?.saving ?? null),
})

const MEMBERS = members<TimeValue>({
  ...CLOCK_MEMBERS,
  utcoffset: ({ zone }) => hostFunction('utcoffset', [], () => zone?.offsetOfTime ?? null),
  replace: (self) =>
    hostFunction(
      'replace',
      ['hour?', 'minute?', 'second?', 'microsecond?', 'tzinfo?', 'fold?'],
      (call) => new TimeValue(replacedClock(self.clock, call), zoneArgument(call, self.zone)),
    ),
  isoformat: (self) =>
    hostFunction('isoformat', ['timespec?'], (call) => self.isoFormat(call.optionalText('timespec') ?? 'auto')),
  strftime: (self) =>
    hostFunction('strftime', ['format'], (call) =>
      formatTime({ day: UNFORMATTED_DAY, clock: self.clock, zone: self.zone }, formatArgument(call)),
    ),
})

/** The clock of a call's `hour`, `minute`, `second` and `microsecond`, where they are left out that of `clock`. */
export function replacedClock(clock: Clock, call: Arguments): Clock {
  return requireClock(
    integerArgument(call, 'hour', clock.hour),
    integerArgument(call, 'minute', clock.minute),
    integerArgument(call, 'second', clock.second),
    integerArgument(call, 'microsecond', clock.microsecond),
  )
}

/** A time of day whose parts come from a template. */
export function requireClock(hour: number, minute: number, second: number, microsecond: number): Clock {
  if (hour < 0 || hour > 23) throw new PythonError('ValueError', 'hour must be in 0..23')
  if (minute < 0 || minute > 59) throw new PythonError('ValueError', 'minute must be in 0..59')
  if (second < 0 || second > 59) throw new PythonError('ValueError', 'second must be in 0..59')
  if (microsecond < 0 || microsecond > 999_999) throw new PythonError('ValueError', 'microsecond must be in 0..999999')
  return { hour, minute, second, microsecond }
}

/** A zone argument, which may be None; `otherwise` where it was left out. */
export function zoneArgument(call: Arguments, otherwise: Zone | null, name = 'tzinfo'): Zone | null {
  const value = call.get(name)
  if (value === undefined) return otherwise
  if (value === null || value instanceof Zone) return value
  throw new PythonError(
    'TypeError',
    `tzinfo argument must be None or of a tzinfo subclass, not type '${typeName(value)}'`,
  )
}
