import { HostObject, type Value } from '../../../jinja/values/value.ts'
import type { TimeDelta } from './time-delta.ts'

/**
 * Python's tzinfo. In Python's `timezone` as in pytz, each object has one offset: where a zone of pytz changes its
 * offset, another object of the same zone takes over. So a zone is a fixed offset that knows which object is right at
 * a moment.
 */
export abstract class Zone extends HostObject {
  abstract readonly offset: TimeDelta
  /** Part of the offset that is daylight saving; null where the zone does not say. */
  abstract readonly saving: TimeDelta | null
  /** The offset that a time without a day has: none where it depends on the day. */
  get offsetOfTime(): TimeDelta | null {
    return this.offset
  }

  /** `EST`, `UTC+02:00`. */
  abstract readonly abbreviation: string | null

  /** The zone's object that is right at a moment, in microseconds since 1970 UTC. */
  at(_micros: bigint): Zone {
    return this
  }

  override attribute(_name: string): Value | undefined {
    return undefined
  }
}
