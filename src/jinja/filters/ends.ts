import { signature } from '../values/arguments.ts'
import { isIterable, iterate, toList } from '../values/iterate.ts'
import { lengthOf } from '../values/length.ts'
import { PythonError } from '../values/python-error.ts'
import { subscript } from '../values/subscript.ts'
import { typeName } from '../values/type-name.ts'
import { PySet, type Value } from '../values/value.ts'
import type { Filter } from './filter.ts'

const bindFirst = signature('first', [])

export const first: Filter = (context, value, args, kwargs) => {
  bindFirst(args, kwargs)
  for (const item of iterate(value)) return item
  return context.makeUndefined('first', 'No first item, sequence was empty.')
}

const bindLast = signature('last', [])

export const last: Filter = (context, value, args, kwargs) => {
  bindLast(args, kwargs)
  const item = reversible(value).at(-1)
  return item === undefined ? context.makeUndefined('last', 'No last item, sequence was empty.') : item
}

const bindRandom = signature('random', [])

/** Any item of a sequence. The one filter that answers differently each time. */
export const random: Filter = (context, value, args, kwargs) => {
  bindRandom(args, kwargs)
  const length = lengthOf(value)
  if (length === 0) return context.makeUndefined('random', 'No random item, sequence was empty.')
  const { chance = Math.random } = context
  return subscript(value, Math.floor(chance() * length))
}

/** The items of what Python can walk backwards: a set has no order to reverse. */
function reversible(value: Value): Value[] {
  if (isIterable(value) && !(value instanceof PySet)) return toList(value)
  throw new PythonError('TypeError', `'${typeName(value)}' object is not reversible`)
}
