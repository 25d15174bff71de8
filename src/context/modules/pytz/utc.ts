import { DateTime } from '../datetime/datetime.ts'
import { TimeDelta } from '../datetime/time-delta.ts'
import { StaticZone } from './static-zone.ts'

/** `pytz.utc`, one object whatever it is called by. */
export const UTC = new StaticZone('UTC', TimeDelta.of(0n), 'UTC', { type: 'UTC', print: 'UTC', repr: '<UTC>' })

/** A moment in pytz's UTC: what `run_started_at` is. */
export function utcDateTime(date: Date): DateTime {
  return DateTime.atMicros(BigInt(date.getTime()) * 1000n, UTC)
}
