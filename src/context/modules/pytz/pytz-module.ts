import { PythonError } from '../../../jinja/values/python-error.ts'
import { quote } from '../../../jinja/values/quote.ts'
import { textOf } from '../../../jinja/values/text.ts'
import { TypeObject } from '../../../jinja/values/type-object.ts'
import { Dict, PySet, type Value } from '../../../jinja/values/value.ts'
import { hostFunction } from '../../host-function.ts'
import { integerArgument } from '../datetime/arguments.ts'
import { TimeDelta } from '../datetime/time-delta.ts'
import type { Zone } from '../datetime/zone.ts'
import { dstZone } from './dst-zone.ts'
import { unknownZone } from './localize.ts'
import { StaticZone } from './static-zone.ts'
import { UTC } from './utc.ts'
import { readZoneTable, type ZoneEntry } from './zone-table.ts'

/** `modules.pytz`. Each call makes zones of its own, so that nothing is kept beyond a template. */
export function pytzModule(): Dict {
  const table = readZoneTable()
  const zones = new Map<string, Zone>()
  const all = [...table.values()]
  const common = all.filter((entry) => entry.isCommon)
  return Dict.of({
    timezone: hostFunction('timezone', ['zone'], (call) => {
      const name = call.value('zone')
      const key = textOf(name)?.toUpperCase()
      if (key === 'UTC') return UTC
      const entry = key === undefined ? undefined : table.get(key)
      if (entry === undefined) throw unknownZone(name)
      let zone = zones.get(entry.name)
      if (zone === undefined) {
        zone = entry.isStatic ? staticZone(entry) : dstZone(entry)
        zones.set(entry.name, zone)
      }
      return zone
    }),
    utc: UTC,
    FixedOffset: hostFunction('FixedOffset', ['offset', '_tzinfos?'], (call) =>
      fixedOffset(integerArgument(call, 'offset', 0)),
    ),
    all_timezones: names(all),
    all_timezones_set: new PySet(names(all)),
    common_timezones: names(common),
    common_timezones_set: new PySet(names(common)),
    BaseTzInfo: errorType('pytz.tzinfo.BaseTzInfo'),
    UnknownTimeZoneError: errorType('pytz.exceptions.UnknownTimeZoneError'),
    InvalidTimeError: errorType('pytz.exceptions.InvalidTimeError'),
    AmbiguousTimeError: errorType('pytz.exceptions.AmbiguousTimeError'),
    NonExistentTimeError: errorType('pytz.exceptions.NonExistentTimeError'),
  })
}

function names(entries: readonly ZoneEntry[]): Value[] {
  return entries.map((entry) => entry.name)
}

function staticZone({ name, names: readNames }: ZoneEntry): Zone {
  const [{ offset, abbreviation } = { offset: 0, abbreviation: name }] = readNames()
  const spelled = { type: name.replace(/^.*\//, ''), print: name, repr: `<StaticTzInfo ${quote(name)}>` }
  return new StaticZone(name, minutes(offset), abbreviation, spelled)
}

function fixedOffset(offset: number): Zone {
  if (offset === 0) return UTC
  if (Math.abs(offset) >= 1440) throw new PythonError('ValueError', `('absolute offset is too large', ${offset})`)
  const spelled = `pytz.FixedOffset(${offset})`
  return new StaticZone(null, minutes(offset), null, { type: '_FixedOffset', print: spelled, repr: spelled })
}

function minutes(count: number): TimeDelta {
  return TimeDelta.of(BigInt(count) * 60_000_000n)
}

/** A class that templates can name and nothing else. */
function errorType(name: string): Value {
  return new TypeObject(
    name,
    hostFunction(name, ['*args'], () => {
      throw new PythonError('TypeError', `${name} cannot be made in a template`)
    }),
  )
}
