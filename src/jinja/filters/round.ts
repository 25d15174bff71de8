import { signature } from '../values/arguments.ts'
import { binary } from '../values/arithmetic.ts'
import { truncate } from '../values/convert.ts'
import { type Integer, integerOf, requireSize } from '../values/integer.ts'
import { compare } from '../values/order.ts'
import { PythonError } from '../values/python-error.ts'
import { roundFloat, roundInteger, roundToInteger } from '../values/round.ts'
import { typeName } from '../values/type-name.ts'
import { Float, HostObject, type Value } from '../values/value.ts'
import type { Filter } from './filter.ts'

const bind = signature('round', [], ['precision', 'method'])

/** Rounds to that many places; ints stay ints unless the method is `ceil` or `floor`. */
export const round: Filter = (_context, value, args, kwargs) => {
  const [precision = 0, method = 'common'] = bind(args, kwargs)
  if (method === 'common') return nearest(value, precision)
  if (method !== 'ceil' && method !== 'floor')
    throw new PythonError('FilterArgumentError', 'method must be common, ceil or floor')
  const unit = binary('**', 10, precision)
  const scaled = wholeNumber(binary('*', value, unit), method === 'ceil' ? Math.ceil : Math.floor)
  return binary('/', scaled, unit)
}

function nearest(value: Value, precision: Value): Value {
  const integer = integerOf(value)
  if (integer !== undefined) return precision === null ? integer : roundInteger(integer, requireSize(precision))
  if (value instanceof Float)
    return precision === null ? roundToInteger(value.value) : new Float(roundFloat(value.value, requireSize(precision)))
  if (value instanceof HostObject) {
    const answer = value.round(precision === null ? undefined : requireSize(precision))
    if (answer !== undefined) return answer
  }
  throw new PythonError('TypeError', `type ${typeName(value)} doesn't define __round__ method`)
}

function wholeNumber(value: Value, toWhole: (value: number) => number): Value {
  const integer = integerOf(value)
  if (integer !== undefined) return integer
  if (value instanceof Float) return truncate(toWhole(value.value))
  const truncated = value instanceof HostObject ? value.integer : undefined
  if (truncated !== undefined) return corrected(value, truncated, toWhole)
  throw new PythonError('TypeError', `must be real number, not ${typeName(value)}`)
}

/** From what is towards zero to what is below or above. */
function corrected(value: Value, truncated: Integer, toWhole: (value: number) => number): Value {
  if (toWhole === Math.floor) return compare('<', value, truncated) ? binary('-', truncated, 1) : truncated
  return compare('>', value, truncated) ? binary('+', truncated, 1) : truncated
}
