import { signature } from '../values/arguments.ts'
import { requireSize } from '../values/integer.ts'
import { print } from '../values/print.ts'
import { replaceText } from '../values/replace.ts'
import type { Filter } from './filter.ts'

const bind = signature('replace', ['old', 'new'], ['count'])

export const replace: Filter = (_context, value, args, kwargs) => {
  const [old, replacement, count = null] = bind(args, kwargs)
  return replaceText(print(value), print(old), print(replacement), count === null ? -1 : requireSize(count))
}
