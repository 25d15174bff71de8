import { floatOf } from '../../../jinja/values/float.ts'
import { PythonError } from '../../../jinja/values/python-error.ts'
import { textOf } from '../../../jinja/values/text.ts'
import { typeName } from '../../../jinja/values/type-name.ts'
import { TypeObject } from '../../../jinja/values/type-object.ts'
import { Dict, type Value } from '../../../jinja/values/value.ts'
import { type Arguments, hostFunction } from '../../host-function.ts'
import { integerArgument } from './arguments.ts'
import { type Day, fromOrdinal, isoYearStart, requireDay } from './calendar.ts'
import { DateValue, dayFromOrdinal } from './date.ts'
import { DateTime } from './datetime.ts'
import { MIDNIGHT } from './iso-format.ts'
import { localOffsetMicros } from './local-time.ts'
import { fromIsoFormat, parseIsoDate, parseIsoDateTime, parseIsoTime } from './parse-iso.ts'
import { parseTime } from './strptime.ts'
import { replacedClock, TimeValue, zoneArgument } from './time.ts'
import { MAX_DELTA, MIN_DELTA, makeTimeDelta, TimeDelta } from './time-delta.ts'

/** `modules.datetime`, as much of it as dbt lends. `clock` says what time it is. */
export function datetimeModule(clock: () => Date): Value {
  return Dict.of({
    date: dateClass(clock),
    datetime: datetimeClass(clock),
    time: TIME_CLASS,
    timedelta: TIMEDELTA_CLASS,
    tzinfo: TZINFO_CLASS,
  })
}

const FIRST: Day = { year: 1, month: 1, day: 1 }
const LAST: Day = { year: 9999, month: 12, day: 31 }
const LAST_CLOCK = { hour: 23, minute: 59, second: 59, microsecond: 999_999 }

function nowMicros(clock: () => Date): bigint {
  return BigInt(clock().getTime()) * 1000n
}

/** What the machine's clocks show at a moment. */
function local(micros: bigint): DateTime {
  return DateTime.atMicros(micros + localOffsetMicros(micros), null)
}

function dayOf(call: Arguments): Day {
  return requireDay(
    integerArgument(call, 'year', 0),
    integerArgument(call, 'month', 0),
    integerArgument(call, 'day', 0),
  )
}

function dateClass(clock: () => Date): TypeObject {
  const make = hostFunction('date', ['year', 'month', 'day'], (call) => new DateValue(dayOf(call)))
  return new TypeObject(
    'datetime.date',
    make,
    new Map<string, Value>([
      ['min', new DateValue(FIRST)],
      ['max', new DateValue(LAST)],
      ['resolution', TimeDelta.of(86_400_000_000n)],
      ['today', hostFunction('today', [], () => new DateValue(local(nowMicros(clock)).day))],
      [
        'fromordinal',
        hostFunction('fromordinal', ['ordinal'], (call) => dayFromOrdinal(integerArgument(call, 'ordinal', 0))),
      ],
      [
        'fromtimestamp',
        hostFunction('fromtimestamp', ['timestamp'], (call) => new DateValue(local(timestamp(call)).day)),
      ],
      [
        'fromisoformat',
        hostFunction('fromisoformat', ['date_string'], (call) =>
          fromIsoFormat(call.value('date_string'), parseIsoDate),
        ),
      ],
      [
        'fromisocalendar',
        hostFunction('fromisocalendar', ['year', 'week', 'day'], (call) => new DateValue(fromIsoCalendar(call))),
      ],
    ]),
  )
}

function datetimeClass(clock: () => Date): TypeObject {
  const make = hostFunction(
    'datetime',
    ['year', 'month', 'day', 'hour?', 'minute?', 'second?', 'microsecond?', 'tzinfo?', 'fold?'],
    (call) => new DateTime(dayOf(call), replacedClock(MIDNIGHT, call), zoneArgument(call, null)),
  )
  return new TypeObject(
    'datetime.datetime',
    make,
    new Map<string, Value>([
      ['min', new DateTime(FIRST, MIDNIGHT)],
      ['max', new DateTime(LAST, LAST_CLOCK)],
      ['resolution', TimeDelta.of(1n)],
      ['now', hostFunction('now', ['tz?'], (call) => moment(nowMicros(clock), call))],
      ['today', hostFunction('today', [], () => local(nowMicros(clock)))],
      ['utcnow', hostFunction('utcnow', [], () => DateTime.atMicros(nowMicros(clock), null))],
      ['fromtimestamp', hostFunction('fromtimestamp', ['timestamp', 'tz?'], (call) => moment(timestamp(call), call))],
      [
        'utcfromtimestamp',
        hostFunction('utcfromtimestamp', ['timestamp'], (call) => DateTime.atMicros(timestamp(call), null)),
      ],
      [
        'fromordinal',
        hostFunction(
          'fromordinal',
          ['ordinal'],
          (call) => new DateTime(dayFromOrdinal(integerArgument(call, 'ordinal', 0)).day, MIDNIGHT),
        ),
      ],
      [
        'fromisoformat',
        hostFunction('fromisoformat', ['date_string'], (call) =>
          fromIsoFormat(call.value('date_string'), parseIsoDateTime),
        ),
      ],
      [
        'fromisocalendar',
        hostFunction(
          'fromisocalendar',
          ['year', 'week', 'day'],
          (call) => new DateTime(fromIsoCalendar(call), MIDNIGHT),
        ),
      ],
      ['strptime', hostFunction('strptime', ['date_string', 'format'], strptime)],
      ['combine', hostFunction('combine', ['date', 'time', 'tzinfo?'], combine)],
    ]),
  )
}

const TIME_CLASS = new TypeObject(
  'datetime.time',
  hostFunction(
    'time',
    ['hour?', 'minute?', 'second?', 'microsecond?', 'tzinfo?', 'fold?'],
    (call) => new TimeValue(replacedClock(MIDNIGHT, call), zoneArgument(call, null)),
  ),
  new Map<string, Value>([
    ['min', new TimeValue(MIDNIGHT)],
    ['max', new TimeValue(LAST_CLOCK)],
    ['resolution', TimeDelta.of(1n)],
    [
      'fromisoformat',
      hostFunction('fromisoformat', ['time_string'], (call) => fromIsoFormat(call.value('time_string'), parseIsoTime)),
    ],
  ]),
)

const TIMEDELTA_CLASS = new TypeObject(
  'datetime.timedelta',
  makeTimeDelta,
  new Map<string, Value>([
    ['min', MIN_DELTA],
    ['max', MAX_DELTA],
    ['resolution', TimeDelta.of(1n)],
  ]),
)

/** There to be compared with; a zone is made by pytz. */
const TZINFO_CLASS = new TypeObject(
  'datetime.tzinfo',
  hostFunction('tzinfo', [], () => {
    throw new PythonError('TypeError', 'tzinfo has no use of its own here; take a zone from modules.pytz')
  }),
)

/** A moment as clocks show it in the call's `tz`, or where that is left out in the machine's zone. */
function moment(micros: bigint, call: Arguments): DateTime {
  const zone = zoneArgument(call, null, 'tz')
  return zone === null ? local(micros) : DateTime.atMicros(micros, zone)
}

/** Seconds since 1970, to the nearest microsecond and from a tie to the even one. */
function timestamp(call: Arguments): bigint {
  const value = call.value('timestamp')
  const seconds = floatOf(value)
  if (seconds === undefined)
    throw new PythonError('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`)
  if (Number.isNaN(seconds)) throw new PythonError('ValueError', 'Invalid value NaN (not a number)')
  const whole = Math.floor(seconds)
  if (!(whole >= -62_135_596_800 && whole <= 253_402_300_799))
    throw new PythonError('ValueError', 'year is out of range')
  const micros = (seconds - whole) * 1e6
  const below = Math.floor(micros)
  const up = micros - below > 0.5 || (micros - below === 0.5 && below % 2 === 1)
  return BigInt(whole) * 1_000_000n + BigInt(up ? below + 1 : below)
}

function fromIsoCalendar(call: Arguments): Day {
  const year = integerArgument(call, 'year', 0)
  const week = integerArgument(call, 'week', 0)
  const day = integerArgument(call, 'day', 0)
  if (year < 1 || year > 9999) throw new PythonError('ValueError', `Year is out of range: ${year}`)
  const start = isoYearStart(year) + (week - 1) * 7
  if (week < 1 || start >= isoYearStart(year + 1)) throw new PythonError('ValueError', `Invalid week: ${week}`)
  if (day < 1 || day > 7) throw new PythonError('ValueError', `Invalid day: ${day} (range is [1, 7])`)
  return fromOrdinal(start + day - 1)
}

function strptime(call: Arguments): DateTime {
  const [text, format] = (['date_string', 'format'] as const).map((name, index) => {
    const value = call.value(name)
    const text = textOf(value)
    if (text !== undefined) return text
    throw new PythonError(
      'TypeError',
      `strptime() argument ${index + 1} must be str, not ${value === null ? 'None' : typeName(value)}`,
    )
  })
  return parseTime(text as string, format as string)
}

function combine(call: Arguments): DateTime {
  const date = call.value('date')
  const time = call.value('time')
  if (!(date instanceof DateValue || date instanceof DateTime))
    throw new PythonError('TypeError', `combine() argument 1 must be datetime.date, not ${typeName(date)}`)
  if (!(time instanceof TimeValue))
    throw new PythonError('TypeError', `combine() argument 2 must be datetime.time, not ${typeName(time)}`)
  return new DateTime(date.day, time.clock, zoneArgument(call, time.zone))
}
