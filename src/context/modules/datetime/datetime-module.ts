import { TypeObject } from '../../../jinja/values/type-object.ts'
import { Dict, type Value } from '../../../jinja/values/value.ts'
import { hostFunction } from '../../host-function.ts'
import { integerArgument } from './arguments.ts'
import { requireDay } from './calendar.ts'
import { DateValue, dayFromOrdinal } from './date.ts'
import { DateTime } from './datetime.ts'
import { MIDNIGHT } from './iso-format.ts'
import { localOffsetMicros } from './local-time.ts'
import { replacedClock, TimeValue, zoneArgument } from './time.ts'
import { MAX_DELTA, MIN_DELTA, makeTimeDelta, TimeDelta } from './time-delta.ts'

/** `modules.datetime`, as much of it as dbt lends. `clock` says what time it is. */
export function datetimeModule(clock: () => Date): Value {
  return Dict.of({
    date: dateClass(clock),
    datetime: datetimeClass(clock),
    time: timeClass(),
    timedelta: timedeltaClass(),
  })
}

function nowMicros(clock: () => Date): bigint {
  return BigInt(clock().getTime()) * 1000n
}

/** The machine's local time, without a zone. */
function localNow(clock: () => Date): DateTime {
  const micros = nowMicros(clock)
  return DateTime.atMicros(micros + localOffsetMicros(micros), null)
}

function dateClass(clock: () => Date): TypeObject {
  const make = hostFunction(
    'date',
    ['year', 'month', 'day'],
    (call) =>
      new DateValue(
        requireDay(
          integerArgument(call, 'year', 0),
          integerArgument(call, 'month', 0),
          integerArgument(call, 'day', 0),
        ),
      ),
  )
  return new TypeObject(
    'datetime.date',
    make,
    new Map<string, Value>([
      ['min', new DateValue({ year: 1, month: 1, day: 1 })],
      ['max', new DateValue({ year: 9999, month: 12, day: 31 })],
      ['resolution', TimeDelta.of(86_400_000_000n)],
      ['today', hostFunction('today', [], () => new DateValue(localNow(clock).day))],
      [
        'fromordinal',
        hostFunction('fromordinal', ['ordinal'], (call) => dayFromOrdinal(integerArgument(call, 'ordinal', 0))),
      ],
    ]),
  )
}

function datetimeClass(clock: () => Date): TypeObject {
  const make = hostFunction(
    'datetime',
    ['year', 'month', 'day', 'hour?', 'minute?', 'second?', 'microsecond?', 'tzinfo?', 'fold?'],
    (call) =>
      new DateTime(
        requireDay(
          integerArgument(call, 'year', 0),
          integerArgument(call, 'month', 0),
          integerArgument(call, 'day', 0),
        ),
        replacedClock(MIDNIGHT, call),
        zoneArgument(call, null),
      ),
  )
  return new TypeObject(
    'datetime.datetime',
    make,
    new Map<string, Value>([
      [
        'now',
        hostFunction('now', ['tz?'], (call) => {
          const zone = zoneArgument(call, null, 'tz')
          return zone === null ? localNow(clock) : DateTime.atMicros(nowMicros(clock), zone)
        }),
      ],
      ['today', hostFunction('today', [], () => localNow(clock))],
      ['utcnow', hostFunction('utcnow', [], () => DateTime.atMicros(nowMicros(clock), null))],
    ]),
  )
}

function timeClass(): TypeObject {
  const make = hostFunction(
    'time',
    ['hour?', 'minute?', 'second?', 'microsecond?', 'tzinfo?', 'fold?'],
    (call) => new TimeValue(replacedClock(MIDNIGHT, call), zoneArgument(call, null)),
  )
  return new TypeObject('datetime.time', make)
}

function timedeltaClass(): TypeObject {
  return new TypeObject(
    'datetime.timedelta',
    makeTimeDelta,
    new Map<string, Value>([
      ['min', MIN_DELTA],
      ['max', MAX_DELTA],
      ['resolution', TimeDelta.of(1n)],
    ]),
  )
}
