import { signature } from '../values/arguments.ts'
import { requireSize } from '../values/integer.ts'
import { print } from '../values/print.ts'
import { PythonError } from '../values/python-error.ts'
import { splitLines } from '../values/split.ts'
import { textOf } from '../values/text.ts'
import { isTrue } from '../values/truth.ts'
import { typeName } from '../values/type-name.ts'
import { undefinedError } from '../values/undefined-error.ts'
import { Undefined, type Value } from '../values/value.ts'
import { wrapText } from '../values/wrap.ts'
import type { Filter } from './filter.ts'

const bind = signature('wordwrap', [], ['width', 'break_long_words', 'wrapstring', 'break_on_hyphens'])

/** Wraps each line of a text on its own. */
export const wordwrap: Filter = (_context, value, args, kwargs) => {
  const [width = 79, breakLongWords = true, wrapString = null, breakOnHyphens = true] = bind(args, kwargs)
  const between = wrapString === null ? '\n' : print(wrapString)
  const how = {
    width: requireSize(width),
    breakLongWords: isTrue(breakLongWords),
    breakOnHyphens: isTrue(breakOnHyphens),
  }
  return splitLines(requireText(value))
    .map((line) => wrapText(line, how).join(between))
    .join(between)
}

function requireText(value: Value): string {
  const text = textOf(value)
  if (text !== undefined) return text
  if (value instanceof Undefined) throw undefinedError(value)
  throw new PythonError('AttributeError', `'${typeName(value)}' object has no attribute 'splitlines'`)
}
