import { signature } from '../values/arguments.ts'
import { pairsOf } from '../values/dict-from.ts'
import { PythonError } from '../values/python-error.ts'
import { HostObject, Tuple, Undefined } from '../values/value.ts'
import type { Filter } from './filter.ts'

const bind = signature('items', [])

/** The pairs of a mapping; none of a missing one. */
export const items: Filter = (_context, value, args, kwargs) => {
  bind(args, kwargs)
  if (value instanceof Undefined) return []
  const pairs = value instanceof HostObject && !value.isMapping ? undefined : pairsOf(value)
  if (pairs === undefined) throw new PythonError('TypeError', 'Can only get item pairs from a mapping.')
  return [...pairs].map((pair) => new Tuple(pair))
}
