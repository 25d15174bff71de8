import { signature } from '../values/arguments.ts'
import { iterate } from '../values/iterate.ts'
import { isTrue } from '../values/truth.ts'
import { PySet, type Value } from '../values/value.ts'
import { attributeGetter, ignoreCase } from './attribute-path.ts'
import type { Filter } from './filter.ts'

const bind = signature('unique', [], ['case_sensitive', 'attribute'])

/** The first of equal items, or of items with an equal attribute. */
export const unique: Filter = (context, value, args, kwargs) => {
  const [caseSensitive = false, attribute = null] = bind(args, kwargs)
  const get = attributeGetter(context, attribute)
  const keyOf = isTrue(caseSensitive) ? get : (item: Value) => ignoreCase(get(item))
  const seen = new PySet()
  const kept: Value[] = []
  for (const item of iterate(value)) {
    const key = keyOf(item)
    if (seen.has(key)) continue
    seen.add(key)
    kept.push(item)
  }
  return kept
}
