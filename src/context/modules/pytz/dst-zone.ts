import { quote } from '../../../jinja/values/quote.ts'
import type { Value } from '../../../jinja/values/value.ts'
import { type Arguments, hostFunction } from '../../host-function.ts'
import { memberOf, members } from '../../members.ts'
import { DateTime } from '../datetime/datetime.ts'
import { floorDivide, TimeDelta } from '../datetime/time-delta.ts'
import { Zone } from '../datetime/zone.ts'
import { dateTimeArgument, localize, requireAware, requireNaive } from './localize.ts'
import { zoneOffset } from './zone-offset.ts'
import { nameAt, type OffsetName, type ZoneEntry } from './zone-table.ts'

/** A zone that changes its offset: one object for each offset and name it has had, of which `at` chooses. */
export class DstZone extends Zone {
  override readonly typeName: string
  override readonly offset: TimeDelta
  override readonly saving: TimeDelta
  override readonly abbreviation: string
  readonly name: string
  readonly #find: (micros: bigint) => DstZone

  constructor(name: string, given: OffsetName, find: (micros: bigint) => DstZone) {
    super()
    // In pytz each zone is a class of its own, called by its last part.
    this.typeName = name.replace(/^.*\//, '')
    this.name = name
    this.offset = minutes(given.offset)
    this.saving = minutes(given.saving)
    this.abbreviation = given.abbreviation
    this.#find = find
  }

  override get qualifiedName(): string {
    return `pytz.tzfile.${this.name}`
  }

  override get offsetOfTime(): null {
    return null
  }

  override at(micros: bigint): DstZone {
    return this.#find(micros)
  }

  override attribute(name: string): Value | undefined {
    return memberOf(MEMBERS, this, name)
  }

  override print(): string {
    return this.name
  }

  override repr(): string {
    const plus = this.offset.micros > 0n ? '+' : ''
    return `<DstTzInfo ${quote(this.name)} ${this.abbreviation}${plus}${this.offset.print()} ${this.saving.truth ? 'DST' : 'STD'}>`
  }
}

// pytz reads the older form of the time zone data, which begins here; before it the first offset holds.
const FIRST_KNOWN = -(2 ** 31) * 1000

/** The object of a zone that pytz hands out: that of the zone's first offset, whichever holds today. */
export function dstZone({ name, names: readNames }: ZoneEntry): DstZone {
  const names = readNames()
  const made = new Map<OffsetName, DstZone>()
  const offsetAt = zoneOffset(name)
  const zoneOf = (given: OffsetName): DstZone => {
    const key = names.find((known) => sameName(known, given)) ?? given
    let zone = made.get(key)
    if (zone === undefined) {
      zone = new DstZone(name, key, find)
      made.set(key, zone)
    }
    return zone
  }
  const find = (micros: bigint): DstZone => {
    const moment = Number(floorDivide(micros, 1000n))
    if (moment < FIRST_KNOWN) return zoneOf(names[0] as OffsetName)
    return zoneOf(nameAt(names, offsetAt(moment), moment / 60_000))
  }
  return zoneOf(names[0] as OffsetName)
}

function sameName(a: OffsetName, b: OffsetName): boolean {
  return a.offset === b.offset && a.saving === b.saving && a.abbreviation === b.abbreviation
}

function minutes(count: number): TimeDelta {
  return TimeDelta.of(BigInt(count) * 60_000_000n)
}

/** `utcoffset(dt)` and its like: of the object the time has, else of the one that is right for the time. */
function answering(name: string, whenNone: (zone: DstZone) => Value, answer: (zone: Zone) => Value) {
  return (self: DstZone) =>
    hostFunction(name, ['dt', 'is_dst?'], (call) => {
      if (call.value('dt') === null) return whenNone(self)
      const time = dateTimeArgument(call, 'dt')
      if (time.zone === self) return answer(self)
      return answer(localize(self, requireNaive(time), call.value('is_dst')).zone as Zone)
    })
}

const MEMBERS = members<DstZone>({
  zone: (self) => self.name,
  localize: (self) =>
    hostFunction('localize', ['dt', 'is_dst?'], (call) =>
      localize(self, requireNaive(dateTimeArgument(call, 'dt')), isDstOr(call, false)),
    ),
  normalize: (self) =>
    hostFunction('normalize', ['dt'], (call) =>
      DateTime.atMicros(requireAware(dateTimeArgument(call, 'dt')).micros, self),
    ),
  fromutc: (self) =>
    hostFunction('fromutc', ['dt'], (call) => DateTime.atMicros(dateTimeArgument(call, 'dt').shown, self)),
  utcoffset: answering(
    'utcoffset',
    () => null,
    (zone) => zone.offset,
  ),
  dst: answering(
    'dst',
    () => null,
    (zone) => zone.saving,
  ),
  tzname: answering(
    'tzname',
    (zone) => zone.name,
    (zone) => zone.abbreviation,
  ),
})

function isDstOr(call: Arguments, otherwise: boolean): Value {
  const value = call.get('is_dst')
  return value === undefined ? otherwise : value
}
