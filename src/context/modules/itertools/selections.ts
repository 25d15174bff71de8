import { requireSize } from '../../../jinja/values/integer.ts'
import { toList } from '../../../jinja/values/iterate.ts'
import { PythonError } from '../../../jinja/values/python-error.ts'
import { quote } from '../../../jinja/values/quote.ts'
import { type Callable, Tuple, type Value } from '../../../jinja/values/value.ts'
import { OneWay } from '../../one-way.ts'
import { nativeFunction } from '../native-function.ts'

/** `product(…, repeat=1)`: every choice of one member of each. */
export const product: Callable = (args, kwargs) => {
  for (const name of kwargs.keys())
    if (name !== 'repeat')
      throw new PythonError('TypeError', `${quote(name)} is an invalid keyword argument for product()`)
  const repeat = kwargs.get('repeat')
  const times = repeat === undefined ? 1 : requireSize(repeat)
  if (times < 0) throw new PythonError('ValueError', 'repeat argument cannot be negative')
  const pools = args.map(toList)
  return new OneWay('itertools.product', tuples(choices(Array.from({ length: times }, () => pools).flat())))
}

/** `permutations(iterable, r=None)`: every order of `r` members, of all of them where it is None. */
export const permutations = nativeFunction('permutations', ['iterable'], ['r'], ([iterable = null, r = null]) => {
  const pool = toList(iterable)
  if (r !== null && typeof r !== 'number' && typeof r !== 'bigint' && typeof r !== 'boolean')
    throw new PythonError('TypeError', 'Expected int as r')
  const size = r === null ? pool.length : requireCount(r)
  return selection('permutations', pool, size, (_index, taken) => [...pool.keys()].filter((i) => !taken.includes(i)))
})

/** `combinations(iterable, r)`: every choice of `r` members, in their order. */
export const combinations = nativeFunction('combinations', ['iterable', 'r'], [], ([iterable = null, r = null]) => {
  const pool = toList(iterable)
  return selection('combinations', pool, requireCount(r), (last) => [...pool.keys()].slice(last + 1))
})

/** `combinations_with_replacement(iterable, r)`: the same, and a member may be chosen again. */
export const combinationsWithReplacement = nativeFunction(
  'combinations_with_replacement',
  ['iterable', 'r'],
  [],
  ([iterable = null, r = null]) => {
    const pool = toList(iterable)
    const from = (last: number) => [...pool.keys()].slice(Math.max(last, 0))
    return selection('combinations_with_replacement', pool, requireCount(r), from)
  },
)

function requireCount(r: Value): number {
  const count = requireSize(r)
  if (count < 0) throw new PythonError('ValueError', 'r must be non-negative')
  return count
}

function* tuples(rows: Iterable<readonly Value[]>): Iterable<Value> {
  for (const row of rows) yield new Tuple(row)
}

function* choices(pools: readonly (readonly Value[])[]): Iterable<readonly Value[]> {
  const [first, ...rest] = pools
  if (first === undefined) yield []
  else for (const value of first) for (const others of choices(rest)) yield [value, ...others]
}

/** `next` says which places may follow: after the last one, -1 at first, and those taken. */
type Next = (last: number, taken: readonly number[]) => readonly number[]

function selection(name: string, pool: readonly Value[], size: number, next: Next): OneWay {
  return new OneWay(`itertools.${name}`, tuples(selected(pool, size, next)))
}

function* selected(pool: readonly Value[], size: number, next: Next): Iterable<readonly Value[]> {
  for (const places of placesFrom([], size, next)) yield places.map((place) => pool[place] as Value)
}

function* placesFrom(taken: readonly number[], size: number, next: Next): Iterable<readonly number[]> {
  if (taken.length === size) yield taken
  else for (const place of next(taken.at(-1) ?? -1, taken)) yield* placesFrom([...taken, place], size, next)
}
