import { PythonError } from '../../../jinja/values/python-error.ts'
import { two } from './calendar.ts'
import { floorDivide, MICROS_PER_SECOND, modulo } from './time-delta.ts'

/** A time of day. */
export interface Clock {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly microsecond: number
}

export const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, microsecond: 0 }

type Unit = (clock: Clock) => string

const hourMinute: Unit = ({ hour, minute }) => `${two(hour)}:${two(minute)}`
const seconds: Unit = (clock) => `${hourMinute(clock)}:${two(clock.second)}`
const microseconds: Unit = (clock) => `${seconds(clock)}.${String(clock.microsecond).padStart(6, '0')}`

const UNITS: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ['auto', (clock) => (clock.microsecond === 0 ? seconds(clock) : microseconds(clock))],
  ['hours', ({ hour }) => two(hour)],
  ['minutes', hourMinute],
  ['seconds', seconds],
  ['milliseconds', (clock) => `${seconds(clock)}.${String(Math.floor(clock.microsecond / 1000)).padStart(3, '0')}`],
  ['microseconds', microseconds],
])

/** `12:30:00.000001`, as precise as `timespec` says. */
export function isoClock(clock: Clock, timespec: string): string {
  const unit = UNITS.get(timespec)
  if (unit === undefined) throw new PythonError('ValueError', 'Unknown timespec value')
  return unit(clock)
}

/** `+02:00`, `-04:56:02`; with `separator` as `%z` has it, an empty one. */
export function isoOffset(micros: bigint, separator: string): string {
  const magnitude = micros < 0n ? -micros : micros
  const total = Number(floorDivide(magnitude, MICROS_PER_SECOND))
  const rest = Number(modulo(magnitude, MICROS_PER_SECOND))
  const parts = [two(Math.floor(total / 3600)), two(Math.floor(total / 60) % 60)]
  if (total % 60 !== 0 || rest !== 0) parts.push(two(total % 60))
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(6, '0')}`
  return `${micros < 0n ? '-' : '+'}${parts.join(separator)}${fraction}`
}
