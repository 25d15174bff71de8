import { floatOf } from './float.ts'
import { floats } from './float-arithmetic.ts'
import { percentFormat } from './format/percent.ts'
import { type Integer, integerOf, normalize } from './integer.ts'
import { integers } from './integer-arithmetic.ts'
import { PythonError } from './python-error.ts'
import { concatenate, repeat } from './sequence-arithmetic.ts'
import { typeName } from './type-name.ts'
import { undefinedError } from './undefined-error.ts'
import { Float, HostObject, PySet, Undefined, type Value } from './value.ts'

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**'

/** Python's `a <operator> b`. */
export function binary(operator: BinaryOperator, a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return integers(operator, a, b)
  if (typeof a === 'string') {
    if (operator === '+' && typeof b === 'string') return a + b
    if (operator === '%') return percentFormat(a, b)
  }
  return numbers(operator, a, b) ?? others(operator, a, b)
}

/** `-value` */
export function negate(value: Value): Value {
  const integer = integerOf(value)
  if (integer !== undefined) return negated(integer)
  if (value instanceof Float) return new Float(-value.value)
  const answer = value instanceof HostObject ? value.unary('-') : undefined
  if (answer !== undefined) return answer
  throw badOperand('-', value)
}

/** `+value` */
export function positive(value: Value): Value {
  const integer = integerOf(value)
  if (integer !== undefined) return integer
  if (value instanceof Float) return value
  const answer = value instanceof HostObject ? value.unary('+') : undefined
  if (answer !== undefined) return answer
  throw badOperand('+', value)
}

function numbers(operator: BinaryOperator, a: Value, b: Value): Value | undefined {
  const x = integerOf(a)
  const y = integerOf(b)
  if (x !== undefined && y !== undefined) return integers(operator, x, y)
  const isNumeric = (x !== undefined || a instanceof Float) && (y !== undefined || b instanceof Float)
  if (!isNumeric) return undefined
  return new Float(floats(operator, floatOf(a) as number, floatOf(b) as number))
}

function others(operator: BinaryOperator, a: Value, b: Value): Value {
  if (a instanceof HostObject) {
    const answer = a.arithmetic(operator, b, false)
    if (answer !== undefined) return answer
  }
  if (b instanceof HostObject) {
    const answer = b.arithmetic(operator, a, true)
    if (answer !== undefined) return answer
  }
  if (a instanceof Undefined) throw undefinedError(a)
  if (b instanceof Undefined) throw undefinedError(b)
  const answer = containers(operator, a, b)
  if (answer !== undefined) return answer
  const shown = operator === '**' ? '** or pow()' : operator
  throw new PythonError('TypeError', `unsupported operand type(s) for ${shown}: '${typeName(a)}' and '${typeName(b)}'`)
}

function containers(operator: BinaryOperator, a: Value, b: Value): Value | undefined {
  switch (operator) {
    case '+':
      return concatenate(a, b)
    case '*':
      return repeat(a, b)
    case '-':
      return a instanceof PySet && b instanceof PySet ? difference(a, b) : undefined
    default:
      return undefined
  }
}

/** The members of `a` that `b` lacks. */
function difference(a: PySet, b: PySet): PySet {
  return new PySet([...a].filter((item) => !b.has(item)))
}

function negated(integer: Integer): Integer {
  return typeof integer === 'bigint' ? normalize(-integer) : 0 - integer
}

function badOperand(sign: '+' | '-', value: Value): PythonError {
  if (value instanceof Undefined) return undefinedError(value)
  return new PythonError('TypeError', `bad operand type for unary ${sign}: '${typeName(value)}'`)
}
