import { type Integer, integerOf, normalize } from '../jinja/values/integer.ts'
import { PythonError } from '../jinja/values/python-error.ts'
import { Float, HostObject, type Value } from '../jinja/values/value.ts'
import { calculate } from './decimal/arithmetic.ts'
import { decimalError } from './decimal/errors.ts'
import { formatDecimal } from './decimal/format.ts'
import { DECIMAL_METHODS } from './decimal/methods.ts'
import {
  type DecimalNumber,
  decimalOfFloat,
  type Finite,
  finite,
  floatOfDecimal,
  parseDecimal,
  printDecimal,
  truncateDecimal,
} from './decimal/number.ts'
import { compareDecimals } from './decimal/order.ts'
import { dropDigits, quantize, toPrecision } from './decimal/rounding.ts'
import { memberOf } from './members.ts'

/** Python's Decimal: what dbt gives for the cells of numeric and float columns. */
export class DecimalValue extends HostObject {
  override readonly typeName = 'decimal.Decimal'
  readonly number: DecimalNumber

  constructor(number: DecimalNumber) {
    super()
    this.number = number
  }

  /** From text that PostgreSQL or Python wrote; undefined when it is no number. */
  static parse(text: string): DecimalValue | undefined {
    const number = parseDecimal(text)
    return number === undefined ? undefined : new DecimalValue(number)
  }

  static ofInteger(integer: Integer): DecimalValue {
    return new DecimalValue(finite(BigInt(integer), 0))
  }

  /** The int or float it equals, if there is one: dict keys and comparisons use that. */
  override get plain(): Value | undefined {
    const { number } = this
    if (number.kind === 'nan') return undefined
    const float = floatOfDecimal(number)
    if (number.kind === 'infinite') return new Float(float)
    if (compareDecimals(number, decimalOfFloat(float)) === 0)
      return Number.isSafeInteger(float) ? float + 0 : new Float(float)
    return number.exponent >= 0 ? normalize(truncateDecimal(number)) : undefined
  }

  override get hashKey(): string | undefined {
    return this.number.kind === 'nan' ? undefined : printDecimal(toPrecision(this.number as Finite))
  }

  override get truth(): boolean {
    return this.number.kind !== 'finite' || this.number.coefficient !== 0n
  }

  override get isNumber(): boolean {
    return true
  }

  override get integer(): Integer {
    return normalize(truncateDecimal(this.#finite('integer')))
  }

  override get float(): number {
    return floatOfDecimal(this.number)
  }

  override attribute(name: string): Value | undefined {
    return memberOf(DECIMAL_METHODS, this, name)
  }

  override equals(other: Value): boolean {
    const number = numberOf(other)
    return number !== undefined && compareDecimals(this.number, number) === 0
  }

  override compare(other: Value): number | undefined {
    const number = numberOf(other)
    if (number === undefined) return undefined
    const order = compareDecimals(this.number, number)
    if (order === undefined) throw decimalError('InvalidOperation')
    return order
  }

  override arithmetic(operator: string, other: Value, reflected: boolean): Value | undefined {
    // A float is no operand: Python wants the rounding said.
    const number = other instanceof Float ? undefined : numberOf(other)
    if (number === undefined) return undefined
    const result = reflected ? calculate(operator, number, this.number) : calculate(operator, this.number, number)
    return result === undefined ? undefined : new DecimalValue(result)
  }

  override unary(operator: '-' | '+' | 'abs'): Value {
    const { number } = this
    if (number.kind === 'nan') return this
    const negative = operator === 'abs' ? false : operator === '-' ? !number.negative : number.negative
    if (number.kind === 'infinite') return new DecimalValue({ ...number, negative })
    // In the default rounding no sum of signs makes a negative zero.
    const signless = number.coefficient === 0n ? { ...number, negative: false } : { ...number, negative }
    return new DecimalValue(toPrecision(signless))
  }

  override round(places: number | undefined): Value {
    if (places === undefined) {
      const number = this.#finite('integer')
      const magnitude =
        number.exponent >= 0 ? truncateDecimal({ ...number, negative: false }) : dropDigits(number, -number.exponent)
      return normalize(number.negative ? -magnitude : magnitude)
    }
    const { number } = this
    return number.kind === 'finite' ? new DecimalValue(quantize(number, -places)) : this
  }

  override format(spec: string): string {
    return formatDecimal(this.number, spec)
  }

  override print(): string {
    return printDecimal(this.number)
  }

  override repr(): string {
    return `Decimal('${printDecimal(this.number)}')`
  }

  #finite(wanted: string): Finite {
    const { number } = this
    if (number.kind === 'finite') return number
    if (number.kind === 'nan') throw new PythonError('ValueError', `cannot convert NaN to ${wanted}`)
    throw new PythonError('OverflowError', `cannot convert Infinity to ${wanted}`)
  }
}

/** A Decimal, int, bool or float as the exact number it is. */
export function numberOf(value: Value): DecimalNumber | undefined {
  if (value instanceof DecimalValue) return value.number
  const integer = integerOf(value)
  if (integer !== undefined) return finite(BigInt(integer), 0)
  return value instanceof Float ? decimalOfFloat(value.value) : undefined
}
