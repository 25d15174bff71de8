import { slice } from '../values/access.ts'
import { signature } from '../values/arguments.ts'
import { binary } from '../values/arithmetic.ts'
import { requireSize } from '../values/integer.ts'
import { lengthOf } from '../values/length.ts'
import { Markup } from '../values/markup.ts'
import { PythonError } from '../values/python-error.ts'
import { textOf } from '../values/text.ts'
import { isTrue } from '../values/truth.ts'
import { typeName } from '../values/type-name.ts'
import type { Value } from '../values/value.ts'
import type { Filter } from './filter.ts'

const bind = signature('truncate', [], ['length', 'killwords', 'end', 'leeway'])

const DEFAULT_LEEWAY = 5

/** Cuts text that is longer than `length + leeway`, at a word unless `killwords`, and says so with `end`. */
export const truncate: Filter = (_context, value, args, kwargs) => {
  const [length = 255, killWords = false, end = '...', leeway = null] = bind(args, kwargs)
  const most = requireSize(length)
  const tolerance = leeway === null ? DEFAULT_LEEWAY : requireSize(leeway)
  const ending = lengthOf(end)
  if (most < ending) throw new PythonError('AssertionError', `expected length >= ${ending}, got ${most}`)
  if (tolerance < 0) throw new PythonError('AssertionError', `expected leeway >= 0, got ${tolerance}`)
  if (lengthOf(value) <= most + tolerance) return value
  const cut = slice(value, null, most - ending, null)
  return binary('+', isTrue(killWords) ? cut : withoutLastWord(cut), end)
}

function withoutLastWord(value: Value): Value {
  const text = textOf(value)
  if (text === undefined)
    throw new PythonError('AttributeError', `'${typeName(value)}' object has no attribute 'rsplit'`)
  const space = text.lastIndexOf(' ')
  const kept = space < 0 ? text : text.slice(0, space)
  return value instanceof Markup ? new Markup(kept) : kept
}
