import { signature } from '../values/arguments.ts'
import { toFloat, toInteger, truncate } from '../values/convert.ts'
import { integerOf } from '../values/integer.ts'
import { PythonError, type PythonErrorType } from '../values/python-error.ts'
import { textOf } from '../values/text.ts'
import { Float, type Value } from '../values/value.ts'
import type { Filter } from './filter.ts'

const bindInt = signature('int', [], ['default', 'base'])

/** An int, by way of a float if need be ("42.9" is 42), else the default. */
export const int: Filter = (_context, value, args, kwargs) => {
  const [whenNone = 0, base = 10] = bindInt(args, kwargs)
  const direct = attempt(['TypeError', 'ValueError'], () => toInteger(value, baseOf(value, base)))
  if (direct !== undefined) return direct
  return attempt(['TypeError', 'ValueError', 'OverflowError'], () => truncate(toFloat(value))) ?? whenNone
}

const bindFloat = signature('float', [], ['default'])

/** A float, else the default. */
export const float: Filter = (_context, value, args, kwargs) => {
  const [whenNone = new Float(0)] = bindFloat(args, kwargs)
  return attempt(['TypeError', 'ValueError'], () => new Float(toFloat(value))) ?? whenNone
}

/** Only text is read in a base; a base that is no int fails the conversion. */
function baseOf(value: Value, base: Value): number {
  if (textOf(value) === undefined) return 10
  const integer = integerOf(base)
  if (integer === undefined) throw new PythonError('TypeError', 'the base must be an int')
  return Number(integer)
}

function attempt<T>(expected: readonly PythonErrorType[], run: () => T): T | undefined {
  try {
    return run()
  } catch (error) {
    if (error instanceof PythonError && expected.includes(error.type)) return undefined
    throw error
  }
}
