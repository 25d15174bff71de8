import { signature } from '../values/arguments.ts'
import { requirePairs } from '../values/dict-from.ts'
import { equals } from '../values/equality.ts'
import { requireInteger } from '../values/integer.ts'
import { PythonError } from '../values/python-error.ts'
import { isBefore, sorted } from '../values/sort.ts'
import { isTrue } from '../values/truth.ts'
import { Tuple, type Value } from '../values/value.ts'
import { ignoreCase } from './attribute-path.ts'
import type { Filter } from './filter.ts'

const bind = signature('dictsort', [], ['case_sensitive', 'by', 'reverse'])

/** The pairs of a dict in order of its keys, or of its values. */
export const dictsort: Filter = (_context, value, args, kwargs) => {
  const [caseSensitive = false, by = 'key', reverse = false] = bind(args, kwargs)
  const position = equals(by, 'key') ? 0 : equals(by, 'value') ? 1 : undefined
  if (position === undefined)
    throw new PythonError('FilterArgumentError', 'You can only sort by either "key" or "value"')
  const keyOf = isTrue(caseSensitive) ? (key: Value) => key : ignoreCase
  const keyed = [...requirePairs(value)].map((pair) => ({ pair, key: keyOf(pair[position]) }))
  const inOrder = sorted(keyed, (a, b) => isBefore(a.key, b.key), requireInteger(reverse) !== 0)
  return inOrder.map(({ pair }) => new Tuple(pair))
}
