import { PythonError } from '../../../jinja/values/python-error.ts'
import { textOf } from '../../../jinja/values/text.ts'
import { isTrue } from '../../../jinja/values/truth.ts'
import { typeName } from '../../../jinja/values/type-name.ts'
import type { Value } from '../../../jinja/values/value.ts'
import type { Arguments } from '../../host-function.ts'
import { DateTime } from '../datetime/datetime.ts'
import type { Zone } from '../datetime/zone.ts'

/** A datetime argument. */
export function dateTimeArgument(call: Arguments, name: string): DateTime {
  const value = call.value(name)
  if (value instanceof DateTime) return value
  throw new PythonError('AttributeError', `'${typeName(value)}' object has no attribute 'tzinfo'`)
}

/** The same clock in a zone that it does not have yet. */
export function requireNaive(time: DateTime): DateTime {
  if (time.zone !== null) throw new PythonError('ValueError', 'Not naive datetime (tzinfo is already set)')
  return time
}

export function requireAware(time: DateTime): DateTime {
  if (time.zone === null) throw new PythonError('ValueError', 'Naive time - no tzinfo set')
  return time
}

const DAY = 86_400_000_000n
const SIX_HOURS = 21_600_000_000n

/**
 * pytz's `localize`: which of the zone's offsets holds when its clocks show `time`. Where they show it twice, `isDst`
 * chooses; where they never do, it says which of the offsets around the gap is kept. With None both are errors.
 */
export function localize(zone: Zone, time: DateTime, isDst: Value): DateTime {
  const possible = candidates(zone, time)
  const [first, second] = possible
  if (first === undefined) return outsideAnyOffset(zone, time, isDst)
  if (second === undefined) return first
  if (isDst === null) throw new PythonError('pytz.exceptions.AmbiguousTimeError', time.print())
  const fitting = possible.filter((candidate) => isTrue(candidate.zone?.saving ?? null) === isTrue(isDst))
  const [only, other] = fitting.length === 0 ? possible : fitting
  if (other === undefined) return only as DateTime
  // Both are daylight saving, or neither: the earlier moment if it is asked for, the later one if not.
  return (only as DateTime).micros < other.micros === isTrue(isDst) ? (only as DateTime) : other
}

/** The moments, by the offsets of a day before and a day after, at which the zone's clocks do show the time. */
function candidates(zone: Zone, time: DateTime): readonly DateTime[] {
  const found: DateTime[] = []
  for (const delta of [-DAY, DAY]) {
    const around = zone.at(time.shown + delta)
    const candidate = DateTime.atMicros(time.shown - around.offset.micros, zone)
    if (candidate.shown === time.shown && !found.some((known) => known.micros === candidate.micros))
      found.push(candidate)
  }
  return found
}

/** The clocks were put forward over the time. */
function outsideAnyOffset(zone: Zone, time: DateTime, isDst: Value): DateTime {
  if (isDst === null) throw new PythonError('pytz.exceptions.NonExistentTimeError', time.print())
  const away = isTrue(isDst) ? SIX_HOURS : -SIX_HOURS
  return localize(zone, time.plus(away), isDst).plus(-away)
}

/** The error for a name that is no zone's. */
export function unknownZone(name: Value): PythonError {
  const text = textOf(name)
  return new PythonError('pytz.exceptions.UnknownTimeZoneError', text === undefined ? 'None' : `'${text}'`)
}
