import { signature } from '../values/arguments.ts'
import { binary } from '../values/arithmetic.ts'
import { iterate } from '../values/iterate.ts'
import { PythonError } from '../values/python-error.ts'
import { textOf } from '../values/text.ts'
import { attributeGetter } from './attribute-path.ts'
import type { Filter } from './filter.ts'

const bind = signature('sum', [], ['attribute', 'start'])

/** `start` plus the items, or plus an attribute of each. */
export const sum: Filter = (context, value, args, kwargs) => {
  const [attribute = null, start = 0] = bind(args, kwargs)
  if (textOf(start) !== undefined)
    throw new PythonError('TypeError', "sum() can't sum strings [use ''.join(seq) instead]")
  const get = attributeGetter(context, attribute)
  let total = start
  for (const item of iterate(value)) total = binary('+', total, get(item))
  return total
}
