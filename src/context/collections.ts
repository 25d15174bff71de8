import { caseFold } from '../jinja/values/case.ts'
import { requirePairs } from '../jinja/values/dict-from.ts'
import { iterate } from '../jinja/values/iterate.ts'
import { PythonError } from '../jinja/values/python-error.ts'
import { subscript } from '../jinja/values/subscript.ts'
import { textOf } from '../jinja/values/text.ts'
import { typeName } from '../jinja/values/type-name.ts'
import { type Callable, Dict, PySet, Tuple, type Value } from '../jinja/values/value.ts'
import { notIterable } from './errors.ts'
import { hostFunction } from './host-function.ts'
import { OneWay } from './one-way.ts'

/** `set(value, default)`: None, or the default, for what cannot be a set. */
export const setFunction: Callable = hostFunction('set', ['value', 'default?'], (call) =>
  orDefault(() => new PySet(iterate(call.value('value'))), call.value('default')),
)

/** `set_strict(value)`: the same, but an error for what cannot be a set. */
export const setStrict: Callable = hostFunction('set_strict', ['value'], (call) =>
  orFail('set_strict', () => new PySet(iterate(call.value('value')))),
)

/** `zip(…, default=…)`: tuples of the first members, the second ones and so on, as far as the shortest goes. */
export const zipFunction: Callable = hostFunction('zip', ['*args', '**keywords'], (call) => {
  for (const name of call.keywords.keys()) {
    if (name !== 'default') throw new PythonError('TypeError', `zip() got an unexpected keyword argument '${name}'`)
  }
  const otherwise = call.keywords.get('default')
  return orDefault(() => zipped(call.rest), otherwise === undefined ? null : otherwise)
})

/** `zip_strict(…)`: the same, but an error for what cannot be walked over. */
export const zipStrict: Callable = hostFunction('zip_strict', ['*args'], (call) =>
  orFail('zip_strict', () => zipped(call.rest)),
)

/** `diff_of_two_dicts(a, b)`: what the lists in `a` have and those in `b` lack, whatever the case of keys and members. */
export const diffOfTwoDicts: Callable = hostFunction('diff_of_two_dicts', ['dict_a', 'dict_b'], (call) => {
  const other = new Map<string, ReadonlySet<string>>()
  for (const [key, members] of requirePairs(call.value('dict_b')))
    other.set(folded(key), new Set([...iterate(members)].map(folded)))
  const difference = new Dict()
  const own = call.value('dict_a')
  for (const key of iterate(own)) {
    const members = subscript(own, key)
    const without = other.get(folded(key))
    if (without === undefined) {
      difference.set(key, members)
      continue
    }
    const rest = [...iterate(members)].filter((member) => !without.has(folded(member)))
    if (rest.length > 0) difference.set(key, rest)
  }
  return difference
})

function zipped(sequences: readonly Value[]): OneWay {
  const walks = sequences.map((sequence, index) => walk(sequence, index))
  return new OneWay('zip', tuples(walks))
}

function walk(sequence: Value, index: number): Iterator<Value> {
  try {
    return iterate(sequence)[Symbol.iterator]()
  } catch (error) {
    if (error instanceof PythonError && error.type === 'TypeError')
      throw new PythonError('TypeError', `zip argument #${index + 1} must support iteration`)
    throw error
  }
}

function* tuples(walks: readonly Iterator<Value>[]): IterableIterator<Value> {
  while (walks.length > 0) {
    const members: Value[] = []
    for (const walk of walks) {
      const next = walk.next()
      if (next.done) return
      members.push(next.value)
    }
    yield new Tuple(members)
  }
}

function orDefault(run: () => Value, otherwise: Value): Value {
  try {
    return run()
  } catch (error) {
    if (error instanceof PythonError && error.type === 'TypeError') return otherwise
    throw error
  }
}

function orFail(name: string, run: () => Value): Value {
  try {
    return run()
  } catch (error) {
    if (error instanceof PythonError && error.type === 'TypeError') throw notIterable(name, error)
    throw error
  }
}

/** Text without the difference of case. */
function folded(value: Value): string {
  const text = textOf(value)
  if (text === undefined)
    throw new PythonError('AttributeError', `'${typeName(value)}' object has no attribute 'casefold'`)
  return caseFold(text)
}
