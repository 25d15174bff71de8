import { normalize } from '../../jinja/values/integer.ts'
import { print } from '../../jinja/values/print.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { Float, type Value } from '../../jinja/values/value.ts'
import { parseJson } from '../data-formats/parse-json.ts'
import { DecimalValue } from '../decimal-value.ts'
import { MAX_YEAR, MIN_YEAR, requireDay } from '../modules/datetime/calendar.ts'
import { DateValue } from '../modules/datetime/date.ts'
import { DateTime } from '../modules/datetime/datetime.ts'
import { MIDNIGHT } from '../modules/datetime/iso-format.ts'
import { offsetZone } from '../modules/datetime/parse-iso.ts'
import { requireClock, TimeValue } from '../modules/datetime/time.ts'
import { parseArray } from './parse-array.ts'
import { parseInterval } from './parse-interval.ts'

/** What psycopg2 makes of PostgreSQL's text, by the type it says the text has; text for the types it does not know. */
export function driverValue(text: string, typeOid: number): Value {
  const read = READERS.get(typeOid)
  return read === undefined ? text : read(text)
}

type Reader = (text: string) => Value

const integer: Reader = (text) => normalize(BigInt(text))
// JavaScript spells the infinities and NaN as PostgreSQL does.
const float: Reader = (text) => new Float(Number(text))
const decimal: Reader = (text) => DecimalValue.parse(text) ?? text
const boolean: Reader = (text) => text === 't'

const FIRST_DAY = { year: MIN_YEAR, month: 1, day: 1 }
const LAST_DAY = { year: MAX_YEAR, month: 12, day: 31 }
const LAST_CLOCK = { hour: 23, minute: 59, second: 59, microsecond: 999_999 }

const DATE = /^(\d+)-(\d\d)-(\d\d)/
const CLOCK = /(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([-+])(\d\d)(?::?(\d\d))?(?::?(\d\d))?)?(?: BC)?$/

function date(text: string): Value {
  if (text === 'infinity') return new DateValue(LAST_DAY)
  return text === '-infinity' ? new DateValue(FIRST_DAY) : new DateValue(dayOf(text))
}

function timestamp(text: string): Value {
  if (text === 'infinity') return new DateTime(LAST_DAY, LAST_CLOCK)
  if (text === '-infinity') return new DateTime(FIRST_DAY, MIDNIGHT)
  const { clock, zone } = clockOf(text)
  return new DateTime(dayOf(text), clock, zone)
}

function timestampWithZone(text: string): Value {
  const value = timestamp(text) as DateTime
  return value.zone === null ? new DateTime(value.day, value.clock, offsetZone(0n)) : value
}

function time(text: string): Value {
  const { clock, zone } = clockOf(text)
  return new TimeValue(clock, zone)
}

function dayOf(text: string): ReturnType<typeof requireDay> {
  const [, year, month, day] = DATE.exec(text) ?? []
  if (text.endsWith(' BC')) throw new PythonError('ValueError', `year -${Number(year)} is out of range`)
  return requireDay(Number(year), Number(month), Number(day))
}

function clockOf(text: string): { readonly clock: ReturnType<typeof requireClock>; readonly zone: DateTime['zone'] } {
  const [, hour, minute, second, fraction = '', sign, zoneHour, zoneMinute = '0', zoneSecond = '0'] =
    CLOCK.exec(text) ?? []
  // Midnight at the end of a day is midnight.
  const clock = requireClock(Number(hour) % 24, Number(minute), Number(second), Number(fraction.padEnd(6, '0')))
  if (sign === undefined) return { clock, zone: null }
  const offset = BigInt(Number(zoneHour) * 3600 + Number(zoneMinute) * 60 + Number(zoneSecond)) * 1_000_000n
  return { clock, zone: offsetZone(sign === '-' ? -offset : offset) }
}

/** A range prints with its bounds as Python prints them: `[1, 5)`, `[2024-01-01, None)`. */
function rangeOf(read: Reader): Reader {
  return (text) => {
    const bounds = /^([[(])(?:"([^"]*)"|([^,"]*)),(?:"([^"]*)"|([^,"]*))([\])])$/.exec(text)
    if (bounds === null) return text
    const [, open, quotedLower, lower, quotedUpper, upper, close] = bounds
    const shown = (bound = ''): string => print(bound === '' ? null : read(bound))
    return `${open}${shown(quotedLower ?? lower)}, ${shown(quotedUpper ?? upper)}${close}`
  }
}

const scalars: readonly (readonly [Reader, readonly number[], readonly number[]])[] = [
  // The reader, the types, and the types of arrays of them.
  [boolean, [16], [1000]],
  [integer, [20, 21, 23, 26], [1005, 1006, 1007, 1016]],
  [float, [700, 701], [1021, 1022]],
  [decimal, [1700], [1231]],
  [date, [1082], [1182]],
  [timestamp, [1114], [1115]],
  [timestampWithZone, [1184], [1185]],
  [time, [1083, 1266], [1183, 1270]],
  [parseInterval, [1186], [1187]],
  [parseJson, [114, 3802], [199, 3807]],
  [rangeOf(integer), [3904, 3926], []],
  [rangeOf(decimal), [3906], []],
  [rangeOf(timestamp), [3908], []],
  [rangeOf(timestampWithZone), [3910], []],
  [rangeOf(date), [3912], []],
  [(text) => text, [], [1002, 1003, 1009, 1014, 1015, 651, 1041, 1040]],
]

const READERS: ReadonlyMap<number, Reader> = new Map(
  scalars.flatMap(([read, types, arrays]) => [
    ...types.map((type) => [type, read] as const),
    ...arrays.map((type) => [type, (text: string) => parseArray(text, read)] as const),
  ]),
)
