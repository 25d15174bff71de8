import { signature } from '../values/arguments.ts'
import { isIterable, toList } from '../values/iterate.ts'
import { PythonError } from '../values/python-error.ts'
import { softly } from '../values/soft-text.ts'
import { textOf } from '../values/text.ts'
import type { Filter } from './filter.ts'

const bind = signature('reverse', [])

/** Text backwards, or a list of the items in the other direction. */
export const reverse: Filter = (_context, value, args, kwargs) => {
  bind(args, kwargs)
  if (textOf(value) !== undefined) return softly(value, (text) => Array.from(text).reverse().join(''))
  if (!isIterable(value)) throw new PythonError('FilterArgumentError', 'argument must be iterable')
  return toList(value).reverse()
}
