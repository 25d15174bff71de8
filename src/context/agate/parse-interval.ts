import type { Value } from '../../jinja/values/value.ts'
import { TimeDelta } from '../modules/datetime/time-delta.ts'

const DAYS_OF: Readonly<Record<string, bigint>> = { year: 365n, mon: 30n, day: 1n }
const DAY = 86_400_000_000n

/** `1 year 2 mons -3 days 04:05:06.5` as psycopg2 counts it: a year has 365 days, a month 30. */
export function parseInterval(text: string): Value {
  let micros = 0n
  for (const [, count, unit] of text.matchAll(/([-+]?\d+) (year|mon|day)s?/g))
    micros += BigInt(count as string) * (DAYS_OF[unit as string] as bigint) * DAY
  const clock = /([-+]?)(\d+):(\d\d):(\d\d)(?:\.(\d+))?$/.exec(text)
  if (clock === null) return TimeDelta.of(micros)
  const [, sign, hours = '', minutes, seconds, fraction = ''] = clock
  const time = (BigInt(hours) * 3600n + BigInt(Number(minutes) * 60 + Number(seconds))) * 1_000_000n
  const part = time + BigInt(fraction.padEnd(6, '0'))
  return TimeDelta.of(micros + (sign === '-' ? -part : part))
}
