import { same } from '../equality.ts'
import { PythonError } from '../python-error.ts'
import type { Tuple } from '../value.ts'
import { indexOf } from './list.ts'
import { type Methods, methods, positional, unary } from './method.ts'

/** All methods of tuple. */
export const TUPLE_METHODS: Methods<Tuple> = methods<Tuple>({
  count: unary('tuple.count', (tuple, item) => tuple.items.filter((member) => same(member, item)).length),
  index: positional('tuple.index', 1, 3, (tuple, args) => {
    const index = indexOf(tuple.items, args)
    if (index < 0) throw new PythonError('ValueError', 'tuple.index(x): x not in tuple')
    return index
  }),
})
