import { signature } from '../values/arguments.ts'
import { prettyPrint } from '../values/pretty-print.ts'
import type { Filter } from './filter.ts'

const bind = signature('pprint', [])

/** The value as Python's pprint lays it out: 80 columns, dicts in order. */
export const pprint: Filter = (_context, value, args, kwargs) => {
  bind(args, kwargs)
  return prettyPrint(value)
}
