import { requireSize } from '../../../jinja/values/integer.ts'
import { PythonError } from '../../../jinja/values/python-error.ts'
import { textOf } from '../../../jinja/values/text.ts'
import { typeName } from '../../../jinja/values/type-name.ts'
import type { Value } from '../../../jinja/values/value.ts'
import { flagless } from './flags.ts'

/** An int argument, or `otherwise` where it was left out. */
export function sizeArgument(value: Value | undefined, otherwise: number): number {
  return value === undefined ? otherwise : requireSize(flagless(value))
}

/** The text to search. */
export function textArgument(value: Value | undefined): string {
  const text = value === undefined ? undefined : textOf(value)
  if (text !== undefined) return text
  throw wrong(`expected string or bytes-like object, got '${value === undefined ? 'NoneType' : typeName(value)}'`)
}

/** Text where Python would take bytes too and decode them. */
export function decodedText(value: Value): string {
  const text = textOf(value)
  if (text !== undefined) return text
  throw wrong(`decoding to str: need a bytes-like object, ${typeName(value)} found`)
}

function wrong(message: string): PythonError {
  return new PythonError('TypeError', message)
}
