import { signature } from '../values/arguments.ts'
import { iterate } from '../values/iterate.ts'
import { print } from '../values/print.ts'
import { attributeGetter } from './attribute-path.ts'
import type { Filter } from './filter.ts'

const bind = signature('join', [], ['d', 'attribute'])

/** The printed items, or an attribute of each, with `d` between. */
export const join: Filter = (context, value, args, kwargs) => {
  const [separator = '', attribute = null] = bind(args, kwargs)
  const get = attributeGetter(context, attribute)
  const parts: string[] = []
  for (const item of iterate(value)) parts.push(print(get(item)))
  return parts.join(print(separator))
}
