import { signature } from '../values/arguments.ts'
import { iterate } from '../values/iterate.ts'
import { compare } from '../values/order.ts'
import { isTrue } from '../values/truth.ts'
import type { Value } from '../values/value.ts'
import { attributeGetter, ignoreCase } from './attribute-path.ts'
import type { Filter } from './filter.ts'

export const min = extreme('min', '<')
export const max = extreme('max', '>')

/** The first of the items that none is `better` than, by the item or an attribute of it. */
function extreme(name: string, better: '<' | '>'): Filter {
  const bind = signature(name, [], ['case_sensitive', 'attribute'])
  return (context, value, args, kwargs) => {
    const [caseSensitive = false, attribute = null] = bind(args, kwargs)
    const get = attributeGetter(context, attribute)
    const keyOf = isTrue(caseSensitive) ? get : (item: Value) => ignoreCase(get(item))
    let best: { readonly item: Value; readonly key: Value } | undefined
    for (const item of iterate(value)) {
      const key = keyOf(item)
      if (best === undefined || compare(better, key, best.key)) best = { item, key }
    }
    return best !== undefined ? best.item : context.makeUndefined(name, 'No aggregated item, sequence was empty.')
  }
}
