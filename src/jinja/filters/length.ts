import { signature } from '../values/arguments.ts'
import { lengthOf } from '../values/length.ts'
import type { Filter } from './filter.ts'

const bind = signature('length', [])

export const length: Filter = (_context, value, args, kwargs) => {
  bind(args, kwargs)
  return lengthOf(value)
}
