import { integerOf } from '../../../jinja/values/integer.ts'
import { PythonError } from '../../../jinja/values/python-error.ts'
import { textOf } from '../../../jinja/values/text.ts'
import { typeName } from '../../../jinja/values/type-name.ts'
import type { Arguments } from '../../host-function.ts'

/** An int argument, or `otherwise` where it was left out; anything else is Python's TypeError. */
export function integerArgument(call: Arguments, name: string, otherwise: number): number {
  const value = call.get(name)
  if (value === undefined) return otherwise
  const integer = integerOf(value)
  if (integer === undefined)
    throw new PythonError('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`)
  if (typeof integer === 'bigint') throw new PythonError('OverflowError', 'Python int too large to convert to C int')
  return integer
}

/** The format of `strftime`. */
export function formatArgument(call: Arguments): string {
  const value = call.value('format')
  const text = textOf(value)
  if (text === undefined)
    throw new PythonError('TypeError', `strftime() argument 1 must be str, not ${typeName(value)}`)
  return text
}
