import { signature } from '../values/arguments.ts'
import { negate } from '../values/arithmetic.ts'
import { integerOf } from '../values/integer.ts'
import { PythonError } from '../values/python-error.ts'
import { typeName } from '../values/type-name.ts'
import { Float, HostObject } from '../values/value.ts'
import type { Filter } from './filter.ts'

const bind = signature('abs', [])

export const abs: Filter = (_context, value, args, kwargs) => {
  bind(args, kwargs)
  const integer = integerOf(value)
  if (integer !== undefined) return integer < 0 ? negate(integer) : integer
  if (value instanceof Float) return new Float(Math.abs(value.value))
  const answer = value instanceof HostObject ? value.unary('abs') : undefined
  if (answer !== undefined) return answer
  throw new PythonError('TypeError', `bad operand type for abs(): '${typeName(value)}'`)
}
