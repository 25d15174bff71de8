import { signature } from '../values/arguments.ts'
import { PythonError } from '../values/python-error.ts'
import { softly } from '../values/soft-text.ts'
import { strip } from '../values/strip.ts'
import { textOf } from '../values/text.ts'
import type { Filter } from './filter.ts'

const bind = signature('trim', [], ['chars'])

/** Without the white space at both ends, or without any of the characters given. */
export const trim: Filter = (_context, value, args, kwargs) => {
  const [characters = null] = bind(args, kwargs)
  const set = textOf(characters)
  if (set === undefined && characters !== null) throw new PythonError('TypeError', 'strip arg must be None or str')
  return softly(value, (text) => strip(text, 'both', set))
}
