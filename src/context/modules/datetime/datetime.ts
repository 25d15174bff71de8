import { PythonError } from '../../../jinja/values/python-error.ts'
import { Float, HostObject, type Value } from '../../../jinja/values/value.ts'
import { type Arguments, hostFunction } from '../../host-function.ts'
import { memberOf, members } from '../../members.ts'
import { formatArgument } from './arguments.ts'
import { type Day, isoDay } from './calendar.ts'
import { DAY_MEMBERS, DateValue, replacedDay, timeTuple } from './date.ts'
import { type Clock, isoClock, isoOffset } from './iso-format.ts'
import { dayAndClock, epochMicros, localEpochMicros, localZone } from './local-time.ts'
import { formatTime } from './strftime.ts'
import { CLOCK_MEMBERS, clockArguments, replacedClock, TimeValue, zoneArgument } from './time.ts'
import { TimeDelta } from './time-delta.ts'
import type { Zone } from './zone.ts'

/** Python's `datetime.datetime`: a day and a time to the microsecond, with a zone or without. */
export class DateTime extends HostObject {
  override readonly typeName = 'datetime.datetime'
  readonly day: Day
  readonly clock: Clock
  readonly zone: Zone | null

  constructor(day: Day, clock: Clock, zone: Zone | null = null) {
    super()
    this.day = day
    this.clock = clock
    this.zone = zone
  }

  /** A moment, in microseconds since 1970 UTC, as clocks in `zone` show it; without one it shows UTC. */
  static atMicros(micros: bigint, zone: Zone | null): DateTime {
    const right = zone?.at(micros) ?? null
    const { day, clock } = dayAndClock(micros + (right?.offset.micros ?? 0n))
    return new DateTime(day, clock, right)
  }

  /** Microseconds since 1970 that the clock shows, whatever its zone. */
  get shown(): bigint {
    return epochMicros(this.day, this.clock)
  }

  /** The moment in microseconds since 1970 UTC; a time without a zone is the machine's. */
  get micros(): bigint {
    return this.zone === null ? localEpochMicros(this.day, this.clock) : this.shown - this.zone.offset.micros
  }

  /** The same clock and zone, moved on. */
  plus(micros: bigint): DateTime {
    const { day, clock } = dayAndClock(this.shown + micros)
    return new DateTime(day, clock, this.zone)
  }

  /** The same moment in another zone; null is the machine's own. */
  inZone(zone: Zone | null): DateTime {
    if (zone !== null && zone === this.zone) return this
    const { micros } = this
    return DateTime.atMicros(micros, zone ?? localZone(micros))
  }

  override get hashKey(): string {
    return this.zone === null ? `n${this.shown}` : `a${this.micros}`
  }

  override attribute(name: string): Value | undefined {
    return memberOf(MEMBERS, this, name)
  }

  override equals(other: Value): boolean {
    if (!(other instanceof DateTime) || (other.zone === null) !== (this.zone === null)) return false
    return this.zone === null ? other.shown === this.shown : other.micros === this.micros
  }

  override compare(other: Value): number | undefined {
    if (other instanceof DateValue)
      throw new PythonError('TypeError', "can't compare datetime.datetime to datetime.date")
    if (!(other instanceof DateTime)) return undefined
    if ((other.zone === null) !== (this.zone === null))
      throw new PythonError('TypeError', "can't compare offset-naive and offset-aware datetimes")
    const difference = this.zone === null ? this.shown - other.shown : this.micros - other.micros
    return difference < 0n ? -1 : difference > 0n ? 1 : 0
  }

  override arithmetic(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof TimeDelta) {
      if (operator === '+') return this.plus(other.micros)
      return operator === '-' && !reflected ? this.plus(-other.micros) : undefined
    }
    if (operator !== '-' || reflected || !(other instanceof DateTime)) return undefined
    if ((other.zone === null) !== (this.zone === null))
      throw new PythonError('TypeError', "can't subtract offset-naive and offset-aware datetimes")
    // Within one zone's object Python subtracts what the clocks show.
    return TimeDelta.of(other.zone === this.zone ? this.shown - other.shown : this.micros - other.micros)
  }

  isoFormat(separator: string, timespec: string): string {
    const zone = this.zone === null ? '' : isoOffset(this.zone.offset.micros, ':')
    return `${isoDay(this.day)}${separator}${isoClock(this.clock, timespec)}${zone}`
  }

  override format(spec: string): string {
    return formatTime(this, spec)
  }

  override print(): string {
    return this.isoFormat(' ', 'auto')
  }

  override repr(): string {
    const { year, month, day } = this.day
    const zone = this.zone === null ? '' : `, tzinfo=${this.zone.repr()}`
    return `datetime.datetime(${year}, ${month}, ${day}, ${clockArguments(this.clock)}${zone})`
  }
}

const MEMBERS = members<DateTime>({
  ...DAY_MEMBERS,
  ...CLOCK_MEMBERS,
  date: (self) => hostFunction('date', [], () => new DateValue(self.day)),
  time: (self) => hostFunction('time', [], () => new TimeValue(self.clock)),
  timetz: (self) => hostFunction('timetz', [], () => new TimeValue(self.clock, self.zone)),
  replace: (self) =>
    hostFunction(
      'replace',
      ['year?', 'month?', 'day?', 'hour?', 'minute?', 'second?', 'microsecond?', 'tzinfo?', 'fold?'],
      (call) =>
        new DateTime(replacedDay(self.day, call), replacedClock(self.clock, call), zoneArgument(call, self.zone)),
    ),
  astimezone: (self) => hostFunction('astimezone', ['tz?'], (call) => self.inZone(zoneArgument(call, null, 'tz'))),
  timestamp: (self) => hostFunction('timestamp', [], () => new Float(Number(self.micros) / 1e6)),
  timetuple: (self) =>
    hostFunction('timetuple', [], () => {
      const saving = self.zone?.saving ?? null
      return timeTuple(self.day, clockParts(self.clock), saving === null ? -1 : saving.truth ? 1 : 0)
    }),
  utctimetuple: (self) =>
    hostFunction('utctimetuple', [], () => {
      const { day, clock } = self.zone === null ? self : dayAndClock(self.micros)
      return timeTuple(day, clockParts(clock), 0)
    }),
  isoformat: (self) => hostFunction('isoformat', ['sep?', 'timespec?'], (call) => isoFormatted(self, call)),
  strftime: (self) => hostFunction('strftime', ['format'], (call) => formatTime(self, formatArgument(call))),
  ctime: (self) => hostFunction('ctime', [], () => formatTime(self, '%a %b %e %H:%M:%S %Y')),
})

function clockParts({ hour, minute, second }: Clock): readonly number[] {
  return [hour, minute, second]
}

function isoFormatted(self: DateTime, call: Arguments): string {
  return self.isoFormat(call.optionalText('sep') ?? 'T', call.optionalText('timespec') ?? 'auto')
}
