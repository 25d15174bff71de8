import { normalize } from '../../jinja/values/integer.ts'
import { NamedTuple } from '../../jinja/values/named-tuple.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { textOf } from '../../jinja/values/text.ts'
import { typeName } from '../../jinja/values/type-name.ts'
import { Tuple, type Value } from '../../jinja/values/value.ts'
import { DecimalValue, numberOf } from '../decimal-value.ts'
import { type Arguments, hostFunction } from '../host-function.ts'
import { members } from '../members.ts'
import { decimalError } from './errors.ts'
import { adjusted, type DecimalNumber, digitCount, type Finite, finite, printDecimal } from './number.ts'
import { compareDecimals } from './order.ts'
import { quantize, ROUNDING_MODES, type RoundingMode, rescale, toPrecision } from './rounding.ts'

const asks = (name: string, test: (number: DecimalNumber) => boolean) => (self: DecimalValue) =>
  hostFunction(name, [], () => test(self.number))

const makes = (name: string, make: (number: Finite) => DecimalNumber) => (self: DecimalValue) =>
  hostFunction(name, [], () => (self.number.kind === 'finite' ? new DecimalValue(make(self.number)) : self))

const toIntegral = (name: string) => (self: DecimalValue) =>
  hostFunction(name, ['rounding?', 'context?'], (call) => {
    const { number } = self
    if (number.kind !== 'finite' || number.exponent >= 0) return self
    return new DecimalValue(rescale(number, 0, rounding(call)))
  })

const better = (name: 'max' | 'min', sign: number) => (self: DecimalValue) =>
  hostFunction(name, ['other', 'context?'], (call) => {
    const other = operand(call, 'other')
    if (self.number.kind === 'nan') return new DecimalValue(other)
    const order = compareDecimals(self.number, other)
    return order === undefined || order * sign >= 0 ? self : new DecimalValue(other)
  })

/** What templates can ask a Decimal; of its methods those that need no context of their own. */
export const DECIMAL_METHODS = members<DecimalValue>({
  real: (self) => self,
  imag: () => new DecimalValue(finite(0n, 0)),
  conjugate: (self) => hostFunction('conjugate', [], () => self),
  is_nan: asks('is_nan', (number) => number.kind === 'nan'),
  is_infinite: asks('is_infinite', (number) => number.kind === 'infinite'),
  is_finite: asks('is_finite', (number) => number.kind === 'finite'),
  is_zero: asks('is_zero', (number) => number.kind === 'finite' && number.coefficient === 0n),
  is_signed: asks('is_signed', (number) => number.negative),
  adjusted: (self) => hostFunction('adjusted', [], () => (self.number.kind === 'finite' ? adjusted(self.number) : 0)),
  copy_abs: (self) => hostFunction('copy_abs', [], () => new DecimalValue({ ...self.number, negative: false })),
  copy_negate: (self) =>
    hostFunction('copy_negate', [], () => new DecimalValue({ ...self.number, negative: !self.number.negative })),
  normalize: makes('normalize', (number) => withoutZeros(toPrecision(number))),
  sqrt: (self) => hostFunction('sqrt', ['context?'], () => new DecimalValue(squareRoot(self.number))),
  to_integral: toIntegral('to_integral'),
  to_integral_value: toIntegral('to_integral_value'),
  to_integral_exact: toIntegral('to_integral_exact'),
  to_eng_string: (self) => hostFunction('to_eng_string', [], () => printDecimal(self.number)),
  compare: (self) =>
    hostFunction('compare', ['other', 'context?'], (call) => {
      const order = compareDecimals(self.number, operand(call, 'other'))
      if (order === undefined) return new DecimalValue({ kind: 'nan', negative: false })
      return new DecimalValue(finite(BigInt(Math.sign(order)), 0))
    }),
  max: better('max', 1),
  min: better('min', -1),
  quantize: (self) =>
    hostFunction('quantize', ['exp', 'rounding?', 'context?'], (call) => {
      const to = operand(call, 'exp')
      const { number } = self
      if (number.kind === 'nan' || to.kind === 'nan') return new DecimalValue({ kind: 'nan', negative: false })
      if (number.kind === 'infinite' && to.kind === 'infinite') return self
      if (number.kind === 'infinite' || to.kind === 'infinite') throw decimalError('InvalidOperation')
      return new DecimalValue(quantize(number, to.exponent, rounding(call)))
    }),
  as_tuple: (self) => hostFunction('as_tuple', [], () => asTuple(self.number)),
  as_integer_ratio: (self) => hostFunction('as_integer_ratio', [], () => integerRatio(self.number)),
})

/** A Decimal or an int, as an argument of a method. */
function operand(call: Arguments, name: string): DecimalNumber {
  const value = call.value(name)
  const number = typeof value === 'object' && !(value instanceof DecimalValue) ? undefined : numberOf(value)
  if (number === undefined)
    throw new PythonError('TypeError', `conversion from ${typeName(value)} to Decimal is not supported`)
  return number
}

function rounding(call: Arguments): RoundingMode {
  const value = call.get('rounding')
  if (value === undefined || value === null) return 'ROUND_HALF_EVEN'
  const mode = ROUNDING_MODES.find((known) => known === textOf(value))
  if (mode === undefined)
    throw new PythonError(
      'TypeError',
      'valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]',
    )
  return mode
}

function withoutZeros(number: DecimalNumber): DecimalNumber {
  if (number.kind !== 'finite') return number
  if (number.coefficient === 0n) return { ...number, exponent: 0 }
  let { coefficient, exponent } = number
  while (coefficient % 10n === 0n) {
    coefficient /= 10n
    exponent++
  }
  return { ...number, coefficient, exponent }
}

/** Exact where it can be, else rounded to the context's digits. */
function squareRoot(number: DecimalNumber): DecimalNumber {
  if (number.kind === 'nan' || (number.kind === 'infinite' && !number.negative)) return number
  if (number.kind === 'infinite' || (number.negative && number.coefficient !== 0n))
    throw decimalError('InvalidOperation')
  const ideal = Math.floor(number.exponent / 2)
  if (number.coefficient === 0n) return { ...number, exponent: ideal }
  // An even exponent, and enough digits that the root has more of them than the result.
  const odd = number.exponent - 2 * ideal
  const shift = Math.max(0, 30 - Math.ceil(digitCount(number.coefficient) / 2))
  const radicand = number.coefficient * 10n ** BigInt(odd + 2 * shift)
  let root = integerRoot(radicand)
  let exponent = ideal - shift
  if (root * root !== radicand)
    return toPrecision({ kind: 'finite', negative: false, coefficient: root, exponent }, true)
  while (exponent < ideal && root % 10n === 0n) {
    root /= 10n
    exponent++
  }
  return toPrecision({ kind: 'finite', negative: false, coefficient: root, exponent })
}

/** The largest whole number whose square is not above `value`: Newton's method from above. */
function integerRoot(value: bigint): bigint {
  let root = 10n ** BigInt(Math.ceil(value.toString().length / 2))
  for (;;) {
    const next = (root + value / root) / 2n
    if (next >= root) return root
    root = next
  }
}

function asTuple(number: DecimalNumber): Value {
  const sign = number.negative ? 1 : 0
  if (number.kind === 'infinite') return decimalTuple(sign, new Tuple([0]), 'F')
  if (number.kind === 'nan') return decimalTuple(sign, new Tuple([]), 'n')
  return decimalTuple(sign, new Tuple(Array.from(number.coefficient.toString(), Number)), number.exponent)
}

function decimalTuple(sign: number, digits: Value, exponent: Value): Value {
  return new NamedTuple(['sign', 'digits', 'exponent'], [sign, digits, exponent], 'DecimalTuple')
}

function integerRatio(number: DecimalNumber): Value {
  if (number.kind === 'nan') throw new PythonError('ValueError', 'cannot convert NaN to integer ratio')
  if (number.kind === 'infinite') throw new PythonError('OverflowError', 'cannot convert Infinity to integer ratio')
  const sign = number.negative ? -1n : 1n
  const unit = 10n ** BigInt(Math.abs(number.exponent))
  const [numerator, denominator] = number.exponent >= 0 ? [number.coefficient * unit, 1n] : [number.coefficient, unit]
  const common = greatestDivisor(numerator, denominator)
  return new Tuple([normalize((sign * numerator) / common), normalize(denominator / common)])
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b)
}
