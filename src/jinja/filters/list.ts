import { signature } from '../values/arguments.ts'
import { toList } from '../values/iterate.ts'
import { softText } from '../values/soft-text.ts'
import type { Filter } from './filter.ts'

const bindList = signature('list', [])

export const list: Filter = (_context, value, args, kwargs) => {
  bindList(args, kwargs)
  return toList(value)
}

const bindString = signature('string', [])

export const string: Filter = (_context, value, args, kwargs) => {
  bindString(args, kwargs)
  return softText(value)
}
