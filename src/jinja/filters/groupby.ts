import { signature } from '../values/arguments.ts'
import { equals } from '../values/equality.ts'
import { toList } from '../values/iterate.ts'
import { NamedTuple } from '../values/named-tuple.ts'
import { isBefore, sorted } from '../values/sort.ts'
import { isTrue } from '../values/truth.ts'
import type { Value } from '../values/value.ts'
import { attributeGetter, ignoreCase } from './attribute-path.ts'
import type { Filter } from './filter.ts'

const bind = signature('groupby', ['attribute'], ['default', 'case_sensitive'])

/** `(grouper, list)` for each value of an attribute, in its order; the grouper is spelled as in the group's first item. */
export const groupby: Filter = (context, value, args, kwargs) => {
  const [attribute, whenMissing = null, caseSensitive = false] = bind(args, kwargs)
  const get = attributeGetter(context, attribute, whenMissing)
  const fold = isTrue(caseSensitive) ? (key: Value) => key : ignoreCase
  const keyed = toList(value).map((item) => ({ item, key: fold(get(item)) }))
  const groups: { readonly key: Value; readonly items: Value[] }[] = []
  for (const { item, key } of sorted(keyed, (a, b) => isBefore(a.key, b.key))) {
    const current = groups.at(-1)
    if (current !== undefined && equals(current.key, key)) current.items.push(item)
    else groups.push({ key, items: [item] })
  }
  return groups.map(({ items }) => new NamedTuple(['grouper', 'list'], [get(items[0] as Value), items]))
}
