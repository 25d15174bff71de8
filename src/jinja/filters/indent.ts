import { signature } from '../values/arguments.ts'
import { binary } from '../values/arithmetic.ts'
import { requireSize } from '../values/integer.ts'
import { Markup } from '../values/markup.ts'
import { repeatText } from '../values/sequence-arithmetic.ts'
import { splitLines } from '../values/split.ts'
import { textOf } from '../values/text.ts'
import { isTrue } from '../values/truth.ts'
import type { Filter } from './filter.ts'

const bind = signature('indent', [], ['width', 'first', 'blank'])

/** Indents lines; not the first and not blank ones unless told to. */
export const indent: Filter = (_context, value, args, kwargs) => {
  const [width = 4, first = false, blank = false] = bind(args, kwargs)
  const text = textOf(value)
  // The sum is Python's error for what is no text.
  if (text === undefined) return binary('+', value, '\n')
  const indention = textOf(width) ?? repeatText(' ', requireSize(width))
  const indented = indentLines(text, indention, isTrue(first), isTrue(blank))
  return value instanceof Markup ? new Markup(indented) : indented
}

function indentLines(text: string, indention: string, first: boolean, blank: boolean): string {
  const lines = splitLines(`${text}\n`)
  const indented = lines.map((line, index) => (index > 0 && (blank || line !== '') ? indention + line : line))
  return (first ? indention : '') + indented.join('\n')
}
