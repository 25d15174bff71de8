import { missing } from '../values/access.ts'
import { signature } from '../values/arguments.ts'
import { attributeOf } from '../values/methods/table.ts'
import { print } from '../values/print.ts'
import type { Filter } from './filter.ts'

const bind = signature('attr', ['name'])

/** An attribute, never an item of that name. */
export const attr: Filter = (context, value, args, kwargs) => {
  const name = print(bind(args, kwargs)[0])
  const found = attributeOf(value, name)
  return found === undefined ? missing(value, name, context.makeUndefined) : found
}
