import { quote } from '../../../jinja/values/quote.ts'
import type { Value } from '../../../jinja/values/value.ts'
import { hostFunction } from '../../host-function.ts'
import { memberOf, members } from '../../members.ts'
import { isoOffset } from './iso-format.ts'
import { TimeDelta } from './time-delta.ts'
import { Zone } from './zone.ts'

/** Python's `datetime.timezone`: what times read from text and from the database carry. */
export class FixedZone extends Zone {
  override readonly typeName = 'datetime.timezone'
  override readonly offset: TimeDelta
  override readonly saving = null
  readonly name: string | null

  constructor(offset: TimeDelta, name: string | null = null) {
    super()
    this.offset = offset
    this.name = name
  }

  override get abbreviation(): string {
    if (this.name !== null) return this.name
    return this.offset.micros === 0n ? 'UTC' : `UTC${isoOffset(this.offset.micros, ':')}`
  }

  override attribute(name: string): Value | undefined {
    return memberOf(MEMBERS, this, name)
  }

  override equals(other: Value): boolean {
    return other instanceof FixedZone && other.offset.equals(this.offset)
  }

  override get hashKey(): string {
    return this.offset.hashKey
  }

  override print(): string {
    return this.abbreviation
  }

  override repr(): string {
    if (this === FIXED_UTC) return 'datetime.timezone.utc'
    const name = this.name === null ? '' : `, ${quote(this.name)}`
    return `datetime.timezone(${this.offset.repr()}${name})`
  }
}

const MEMBERS = members<FixedZone>({
  utcoffset: (zone) => hostFunction('utcoffset', ['dt'], () => zone.offset),
  tzname: (zone) => hostFunction('tzname', ['dt'], () => zone.abbreviation),
  dst: () => hostFunction('dst', ['dt'], () => null),
})

/** `datetime.timezone.utc` */
export const FIXED_UTC = new FixedZone(TimeDelta.of(0n))

/** The zone of an offset in microseconds; none at all is `timezone.utc` itself. */
export function fixedZone(micros: bigint): FixedZone {
  return micros === 0n ? FIXED_UTC : new FixedZone(TimeDelta.of(micros))
}
