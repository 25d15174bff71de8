import type { Value } from '../../../jinja/values/value.ts'
import { hostFunction } from '../../host-function.ts'
import { memberOf, members } from '../../members.ts'
import { DateTime } from '../datetime/datetime.ts'
import { TimeDelta } from '../datetime/time-delta.ts'
import { Zone } from '../datetime/zone.ts'
import { dateTimeArgument, requireAware, requireNaive } from './localize.ts'

const NOTHING = TimeDelta.of(0n)

/** A zone of pytz that has one offset: `UTC`, `Etc/GMT+5`, `pytz.FixedOffset(90)`. */
export class StaticZone extends Zone {
  override readonly typeName: string
  override readonly offset: TimeDelta
  override readonly saving = NOTHING
  override readonly abbreviation: string | null
  readonly name: string | null
  readonly #spelled: { readonly print: string; readonly repr: string }

  constructor(
    name: string | null,
    offset: TimeDelta,
    abbreviation: string | null,
    spelled: { readonly type: string; readonly print: string; readonly repr: string },
  ) {
    super()
    this.typeName = spelled.type
    this.name = name
    this.offset = offset
    this.abbreviation = abbreviation
    this.#spelled = spelled
  }

  override attribute(name: string): Value | undefined {
    return memberOf(MEMBERS, this, name)
  }

  override print(): string {
    return this.#spelled.print
  }

  override repr(): string {
    return this.#spelled.repr
  }
}

const MEMBERS = members<StaticZone>({
  zone: (self) => self.name,
  localize: (self) =>
    hostFunction('localize', ['dt', 'is_dst?'], (call) => {
      const { day, clock } = requireNaive(dateTimeArgument(call, 'dt'))
      return new DateTime(day, clock, self)
    }),
  normalize: (self) =>
    hostFunction('normalize', ['dt', 'is_dst?'], (call) => requireAware(dateTimeArgument(call, 'dt')).inZone(self)),
  fromutc: (self) =>
    hostFunction('fromutc', ['dt'], (call) => DateTime.atMicros(dateTimeArgument(call, 'dt').shown, self)),
  utcoffset: (self) => hostFunction('utcoffset', ['dt', 'is_dst?'], () => self.offset),
  dst: (self) => hostFunction('dst', ['dt', 'is_dst?'], () => self.saving),
  tzname: (self) => hostFunction('tzname', ['dt', 'is_dst?'], () => self.abbreviation),
})
