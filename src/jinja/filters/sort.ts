import { signature } from '../values/arguments.ts'
import { requireInteger } from '../values/integer.ts'
import { toList } from '../values/iterate.ts'
import { isBefore, sorted } from '../values/sort.ts'
import { isTrue } from '../values/truth.ts'
import { attributesGetter, ignoreCase } from './attribute-path.ts'
import type { Filter } from './filter.ts'

const bind = signature('sort', [], ['reverse', 'case_sensitive', 'attribute'])

/** Python's `sorted`, by the items or by attributes of them; stable. */
export const sort: Filter = (context, value, args, kwargs) => {
  const [reverse = false, caseSensitive = false, attribute = null] = bind(args, kwargs)
  const get = attributesGetter(context, attribute)
  const mindCase = isTrue(caseSensitive)
  const keyed = toList(value).map((item) => ({ item, key: mindCase ? get(item) : get(item).map(ignoreCase) }))
  const inOrder = sorted(keyed, (a, b) => isBefore(a.key, b.key), requireInteger(reverse) !== 0)
  return inOrder.map(({ item }) => item)
}
