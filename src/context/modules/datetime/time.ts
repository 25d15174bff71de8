import { PythonError } from '../../../jinja/values/python-error.ts'
import { HostObject, type Value } from '../../../jinja/values/value.ts'
import { type Arguments, hostFunction } from '../../host-function.ts'
import { type Members, memberOf, members } from '../../members.ts'
import { integerArgument } from './arguments.ts'
import { type Clock, isoClock, isoOffset } from './iso-format.ts'
import { formatTime } from './strftime.ts'
import { Zone } from './zone.ts'

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

  /** Microseconds since midnight, UTC where there is a zone. */
  get #micros(): number {
    const { hour, minute, second, microsecond } = this.clock
    const local = ((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond
    return this.zone === null ? local : local - Number(this.zone.offset.micros)
  }

  override get hashKey(): string {
    return `${this.zone === null ? '' : 'z'}${this.#micros}`
  }

  override attribute(name: string): Value | undefined {
    return memberOf(MEMBERS, this, name)
  }

  override equals(other: Value): boolean {
    return (
      other instanceof TimeValue && (other.zone === null) === (this.zone === null) && other.#micros === this.#micros
    )
  }

  override compare(other: Value): number | undefined {
    if (!(other instanceof TimeValue)) return undefined
    if ((other.zone === null) !== (this.zone === null))
      throw new PythonError('TypeError', "can't compare offset-naive and offset-aware times")
    return this.#micros - other.#micros
  }

  isoFormat(timespec: string): string {
    return isoClock(this.clock, timespec) + (this.zone === null ? '' : isoOffset(this.zone.offset.micros, ':'))
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

const UNFORMATTED_DAY = { year: 1900, month: 1, day: 1 }

const MEMBERS = members<TimeValue>({
  ...CLOCK_MEMBERS,
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
      formatTime({ day: UNFORMATTED_DAY, clock: self.clock, zone: self.zone }, call.text('format')),
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
  throw new PythonError('TypeError', 'tzinfo argument must be None or of a tzinfo subclass')
}
