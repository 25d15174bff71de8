import { callableOf } from '../call.ts'
import { same } from '../equality.ts'
import { requireInteger, requireSize } from '../integer.ts'
import { toList } from '../iterate.ts'
import { andThen, type MaybeAsync, mapInTurn } from '../maybe-async.ts'
import { repr } from '../print.ts'
import { PythonError } from '../python-error.ts'
import { quote } from '../quote.ts'
import { sliceIndex } from '../slice-bounds.ts'
import { isBefore, sorted } from '../sort.ts'
import { typeName } from '../type-name.ts'
import { type Callable, type Kwargs, NO_KWARGS, type Value } from '../value.ts'
import { type Methods, methods, nullary, positional, unary } from './method.ts'

/** All methods of list. They change the list in place and answer None, as Python's do. */
export const LIST_METHODS: Methods<Value[]> = methods<Value[]>({
  append: unary('list.append', (list, item) => {
    list.push(item)
    return null
  }),
  extend: unary('list.extend', (list, items) => {
    for (const item of toList(items)) list.push(item)
    return null
  }),
  insert: positional('list.insert', 2, 2, (list, [position = null, item = null]) => {
    list.splice(requireSize(position), 0, item)
    return null
  }),
  pop: positional('list.pop', 0, 1, (list, [position = -1]) => {
    const index = requireInteger(position)
    if (list.length === 0) throw new PythonError('IndexError', 'pop from empty list')
    const at = Number(index) < 0 ? Number(index) + list.length : Number(index)
    if (at < 0 || at >= list.length) throw new PythonError('IndexError', 'pop index out of range')
    return list.splice(at, 1)[0] as Value
  }),
  remove: unary('list.remove', (list, item) => {
    const index = list.findIndex((member) => same(member, item))
    if (index < 0) throw new PythonError('ValueError', 'list.remove(x): x not in list')
    list.splice(index, 1)
    return null
  }),
  clear: nullary('list.clear', (list) => {
    list.length = 0
    return null
  }),
  copy: nullary('list.copy', (list) => [...list]),
  count: unary('list.count', (list, item) => list.filter((member) => same(member, item)).length),
  index: positional('list.index', 1, 3, (list, args) => {
    const index = indexOf(list, args)
    if (index < 0) throw new PythonError('ValueError', `${repr(args[0] as Value)} is not in list`)
    return index
  }),
  reverse: nullary('list.reverse', (list) => {
    list.reverse()
    return null
  }),
  sort: (list, args, kwargs) => andThen(sortKeys(list, args, kwargs), (keyed) => replaceItems(list, keyed)),
})

/** The first place of an item between optional bounds, or -1. */
export function indexOf(
  list: readonly Value[],
  [item = null, start = 0, stop]: readonly (Value | undefined)[],
): number {
  const from = bound(start, list.length)
  const to = stop === undefined ? list.length : Math.min(bound(stop, list.length), list.length)
  for (let i = from; i < to; i++) if (same(list[i] as Value, item)) return i
  return -1
}

function bound(value: Value, length: number): number {
  const index = sliceIndex(value, 'slice indices must be integers or have an __index__ method')
  return index < 0 ? Math.max(0, index + length) : index
}

/** The items in their new order; the key function may be a macro, and may have to be waited for. */
function sortKeys(list: readonly Value[], args: readonly Value[], kwargs: Kwargs): MaybeAsync<Value[]> {
  if (args.length > 0) throw new PythonError('TypeError', 'sort() takes no positional arguments')
  for (const name of kwargs.keys())
    if (name !== 'key' && name !== 'reverse')
      throw new PythonError('TypeError', `${quote(name)} is an invalid keyword argument for sort()`)
  const reverse = kwargs.has('reverse') && requireInteger(kwargs.get('reverse') as Value) !== 0
  const key = kwargs.get('key') ?? null
  if (key === null) return sorted(list, isBefore, reverse)
  const pairs = mapInTurn(list, (item) => andThen(keyFunction(key)([item], NO_KWARGS), (value) => ({ item, value })))
  return andThen(pairs, (keyed) => sorted(keyed, (a, b) => isBefore(a.value, b.value), reverse).map(({ item }) => item))
}

function keyFunction(value: Value): Callable {
  const callable = callableOf(value)
  if (callable === undefined) throw new PythonError('TypeError', `'${typeName(value)}' object is not callable`)
  return callable
}

function replaceItems(list: Value[], items: readonly Value[]): null {
  list.length = 0
  for (const item of items) list.push(item)
  return null
}
