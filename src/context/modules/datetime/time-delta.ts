import { nearestQuotient as quotient } from '../../../jinja/values/exact-quotient.ts'
import { floatOf } from '../../../jinja/values/float.ts'
import { type Integer, integerOf, normalize } from '../../../jinja/values/integer.ts'
import { PythonError } from '../../../jinja/values/python-error.ts'
import { typeName } from '../../../jinja/values/type-name.ts'
import { Float, HostObject, type Value } from '../../../jinja/values/value.ts'
import { hostFunction } from '../../host-function.ts'
import { memberOf, members } from '../../members.ts'
import { two } from './calendar.ts'
import { divideRounding } from './divide-rounding.ts'

export const MICROS_PER_SECOND = 1_000_000n
export const MICROS_PER_DAY = 86_400_000_000n
const MAX_DAYS = 999_999_999n
const MAX_INT = 2_147_483_647n

/** Python's timedelta: a length of time in whole microseconds. */
export class TimeDelta extends HostObject {
  override readonly typeName = 'datetime.timedelta'
  readonly micros: bigint

  private constructor(micros: bigint) {
    super()
    this.micros = micros
  }

  /** A length that may be out of Python's bounds, which is then its OverflowError. */
  static of(micros: bigint): TimeDelta {
    const days = floorDivide(micros, MICROS_PER_DAY)
    if (days < -MAX_INT || days > MAX_INT)
      throw new PythonError('OverflowError', 'Python int too large to convert to C int')
    if (days < -MAX_DAYS || days > MAX_DAYS)
      throw new PythonError('OverflowError', `days=${days}; must have magnitude <= ${MAX_DAYS}`)
    return new TimeDelta(micros)
  }

  get days(): number {
    return Number(floorDivide(this.micros, MICROS_PER_DAY))
  }

  /** Seconds of the day, 0 to 86399. */
  get seconds(): number {
    return Number(modulo(this.micros, MICROS_PER_DAY) / MICROS_PER_SECOND)
  }

  /** Microseconds of the second. */
  get microseconds(): number {
    return Number(modulo(this.micros, MICROS_PER_SECOND))
  }

  get totalSeconds(): number {
    return quotient(this.micros, MICROS_PER_SECOND)
  }

  override get truth(): boolean {
    return this.micros !== 0n
  }

  override get hashKey(): string {
    return String(this.micros)
  }

  override attribute(name: string): Value | undefined {
    return memberOf(MEMBERS, this, name)
  }

  override equals(other: Value): boolean {
    return other instanceof TimeDelta && other.micros === this.micros
  }

  override compare(other: Value): number | undefined {
    return other instanceof TimeDelta ? sign(this.micros - other.micros) : undefined
  }

  override arithmetic(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof TimeDelta) return reflected ? undefined : withDelta(operator, this.micros, other.micros)
    return withNumber(operator, this.micros, other, reflected)
  }

  override unary(operator: '-' | '+' | 'abs'): TimeDelta {
    const flips = operator === '-' || (operator === 'abs' && this.micros < 0n)
    return flips ? TimeDelta.of(-this.micros) : this
  }

  override print(): string {
    const { days, seconds, microseconds } = this
    const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
    const fraction = microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`
    const whole = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `
    return `${whole}${clock}${fraction}`
  }

  override repr(): string {
    const parts = [
      ['days', this.days],
      ['seconds', this.seconds],
      ['microseconds', this.microseconds],
    ] as const
    const given = parts.filter(([, value]) => value !== 0).map(([name, value]) => `${name}=${value}`)
    return `datetime.timedelta(${given.length === 0 ? '0' : given.join(', ')})`
  }
}

const MEMBERS = members<TimeDelta>({
  days: (self) => self.days,
  seconds: (self) => self.seconds,
  microseconds: (self) => self.microseconds,
  total_seconds: (self) => hostFunction('total_seconds', [], () => new Float(self.totalSeconds)),
  min: () => MIN_DELTA,
  max: () => MAX_DELTA,
  resolution: () => TimeDelta.of(1n),
})

export const MIN_DELTA = TimeDelta.of(-MAX_DAYS * MICROS_PER_DAY)
export const MAX_DELTA = TimeDelta.of((MAX_DAYS + 1n) * MICROS_PER_DAY - 1n)

function withDelta(operator: string, a: bigint, b: bigint): Value | undefined {
  switch (operator) {
    case '+':
      return TimeDelta.of(a + b)
    case '-':
      return TimeDelta.of(a - b)
    case '/':
      return new Float(quotient(a, notZero(b, 'division by zero')))
    case '//':
      return normalize(floorDivide(a, notZero(b, 'integer division or modulo by zero')))
    case '%':
      return TimeDelta.of(modulo(a, notZero(b, 'integer modulo by zero')))
    default:
      return undefined
  }
}

function withNumber(operator: string, micros: bigint, other: Value, reflected: boolean): Value | undefined {
  const integer = integerOf(other)
  if (operator === '*') {
    if (integer !== undefined) return TimeDelta.of(micros * BigInt(integer))
    return other instanceof Float ? TimeDelta.of(timesFloat(micros, other.value)) : undefined
  }
  if (reflected) return undefined
  if (operator === '//' && integer !== undefined)
    return TimeDelta.of(floorDivide(micros, notZero(BigInt(integer), 'integer division or modulo by zero')))
  if (operator !== '/') return undefined
  if (integer !== undefined)
    return TimeDelta.of(divideRounding(micros, notZero(BigInt(integer), 'integer division or modulo by zero')))
  return other instanceof Float ? TimeDelta.of(overFloat(micros, other.value)) : undefined
}

/** A float as the exact ratio of two integers. */
function ratio(value: number): readonly [bigint, bigint] {
  if (Number.isNaN(value)) throw new PythonError('ValueError', 'cannot convert NaN to integer ratio')
  if (!Number.isFinite(value)) throw new PythonError('OverflowError', 'cannot convert Infinity to integer ratio')
  let scaled = value
  let denominator = 1n
  while (!Number.isInteger(scaled)) {
    scaled *= 2
    denominator *= 2n
  }
  return [BigInt(scaled), denominator]
}

function timesFloat(micros: bigint, factor: number): bigint {
  const [numerator, denominator] = ratio(factor)
  return divideRounding(micros * numerator, denominator)
}

function overFloat(micros: bigint, divisor: number): bigint {
  const [numerator, denominator] = ratio(divisor)
  return divideRounding(micros * denominator, notZero(numerator, 'integer division or modulo by zero'))
}

function notZero(divisor: bigint, message: string): bigint {
  if (divisor === 0n) throw new PythonError('ZeroDivisionError', message)
  return divisor
}

/** What one unit of each parameter is, in microseconds; in the order of Python's positional parameters. */
const UNITS = {
  days: MICROS_PER_DAY,
  seconds: MICROS_PER_SECOND,
  microseconds: 1n,
  milliseconds: 1000n,
  minutes: 60n * MICROS_PER_SECOND,
  hours: 3600n * MICROS_PER_SECOND,
  weeks: 7n * MICROS_PER_DAY,
} as const

const PARAMETERS = Object.keys(UNITS) as readonly (keyof typeof UNITS)[]

/** `timedelta(days=…, …)`. Fractions are exact until the end, where they are rounded to the nearest microsecond. */
export const makeTimeDelta = hostFunction(
  'timedelta',
  PARAMETERS.map((name) => `${name}?`),
  (call) => {
    let micros = 0n
    let fraction = 0
    for (const name of PARAMETERS) {
      const value = call.get(name)
      if (value === undefined) continue
      const [whole, rest] = inMicros(name, value)
      micros += whole
      fraction += rest
    }
    const rounded = roundHalfEven(fraction, micros)
    return TimeDelta.of(micros + rounded)
  },
)

function inMicros(name: keyof typeof UNITS, value: Value): readonly [whole: bigint, rest: number] {
  const unit = UNITS[name]
  const integer: Integer | undefined = integerOf(value)
  if (integer !== undefined) return [BigInt(integer) * unit, 0]
  const float = value instanceof Float ? floatOf(value) : undefined
  if (float === undefined)
    throw new PythonError('TypeError', `unsupported type for timedelta ${name} component: ${typeName(value)}`)
  if (Number.isNaN(float)) throw new PythonError('ValueError', 'cannot convert float NaN to integer')
  if (!Number.isFinite(float)) throw new PythonError('OverflowError', 'cannot convert float infinity to integer')
  const whole = Math.trunc(float)
  const part = (float - whole) * Number(unit)
  const wholePart = Math.trunc(part)
  return [BigInt(whole) * unit + BigInt(wholePart), part - wholePart]
}

/** The fraction of a microsecond that is left, rounded so that the whole becomes even at a tie. */
function roundHalfEven(fraction: number, micros: bigint): bigint {
  const floor = Math.floor(fraction)
  const rest = fraction - floor
  const below = BigInt(floor)
  if (rest < 0.5) return below
  if (rest > 0.5) return below + 1n
  return (micros + below) % 2n === 0n ? below : below + 1n
}

/** Python's `//` on big integers. */
export function floorDivide(a: bigint, b: bigint): bigint {
  const result = a / b
  return result * b !== a && a < 0n !== b < 0n ? result - 1n : result
}

export function modulo(a: bigint, b: bigint): bigint {
  return a - b * floorDivide(a, b)
}

function sign(difference: bigint): number {
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
