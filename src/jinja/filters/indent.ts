import { signature } from '../values/arguments.ts'
import { binary } from '../values/arithmetic.ts'
import { Markup } from '../values/markup.ts'
import { print } from '../values/print.ts'
import { PythonError } from '../values/python-error.ts'
import { splitLines } from '../values/split.ts'
import { textOf } from '../values/text.ts'
import { isTrue } from '../values/truth.ts'
import { typeName } from '../values/type-name.ts'
import { undefinedError } from '../values/undefined-error.ts'
import { Tuple, Undefined, type Value } from '../values/value.ts'
import type { Filter } from './filter.ts'

const bind = signature('indent', [], ['width', 'first', 'blank'])

/** Indents lines; not the first and not blank ones unless told to. */
export const indent: Filter = (_context, value, args, kwargs) => {
  const [width = 4, first = false, blank = false] = bind(args, kwargs)
  const text = textOf(value)
  if (text === undefined) throw notText(value)
  const indention = textOf(width) ?? print(binary('*', ' ', width))
  const indented = indentLines(text, indention, isTrue(first), isTrue(blank))
  return value instanceof Markup ? new Markup(indented) : indented
}

function notText(value: Value): PythonError {
  if (value instanceof Undefined) return undefinedError(value)
  // Python extends a list in place and goes on; what it has against a tuple, `+` says.
  if (Array.isArray(value)) return new PythonError('AttributeError', "'list' object has no attribute 'splitlines'")
  if (value instanceof Tuple) binary('+', value, '\n')
  return new PythonError('TypeError', `unsupported operand type(s) for +=: '${typeName(value)}' and 'str'`)
}

function indentLines(text: string, indention: string, first: boolean, blank: boolean): string {
  const lines = splitLines(`${text}\n`)
  const indented = lines.map((line, index) => (index > 0 && (blank || line !== '') ? indention + line : line))
  return (first ? indention : '') + indented.join('\n')
}
