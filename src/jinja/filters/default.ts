import { signature } from '../values/arguments.ts'
import { isTrue } from '../values/truth.ts'
import { Undefined } from '../values/value.ts'
import type { Filter } from './filter.ts'

const bind = signature('default', [], ['default_value', 'boolean'])

/** The default where the value is missing; with `boolean`, where it is false as well. */
export const defaultFilter: Filter = (_context, value, args, kwargs) => {
  const [whenMissing = '', boolean = false] = bind(args, kwargs)
  return value instanceof Undefined || (isTrue(boolean) && !isTrue(value)) ? whenMissing : value
}
