import { binary } from '../values/arithmetic.ts'
import { PythonError } from '../values/python-error.ts'
import { softText } from '../values/soft-text.ts'
import { Dict, Tuple } from '../values/value.ts'
import type { Filter } from './filter.ts'

/** `'%s, %s' | format(a, b)`: the `%` operator with the arguments as its tuple or mapping. */
export const format: Filter = (_context, value, args, kwargs) => {
  if (args.length > 0 && kwargs.size > 0)
    throw new PythonError('FilterArgumentError', "can't handle positional and keyword arguments at the same time")
  return binary('%', softText(value), kwargs.size > 0 ? new Dict(kwargs) : new Tuple(args))
}
