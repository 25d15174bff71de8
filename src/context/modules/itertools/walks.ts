import { requireSize } from '../../../jinja/values/integer.ts'
import { iterate } from '../../../jinja/values/iterate.ts'
import { checkCount, refuseKeywords } from '../../../jinja/values/methods/method.ts'
import { PythonError } from '../../../jinja/values/python-error.ts'
import { isTrue } from '../../../jinja/values/truth.ts'
import { type Callable, Tuple, type Value } from '../../../jinja/values/value.ts'
import { OneWay } from '../../one-way.ts'
import { nativeFunction } from '../native-function.ts'
import { Endless } from './endless.ts'

/** `cycle(iterable)`: its members over and over. */
export const cycle: Callable = (args, kwargs) => {
  refuseKeywords('cycle', kwargs)
  checkCount('cycle', args.length, 1, 1)
  return new Endless('itertools.cycle', overAndOver(iterate(args[0] as Value)))
}

function* overAndOver(members: Iterable<Value>): Iterable<Value> {
  const kept: Value[] = []
  for (const member of members) {
    kept.push(member)
    yield member
  }
  while (kept.length > 0) yield* kept
}

/** `chain(…)`: the members of the first, then those of the second, and so on. */
export const chain: Callable = (args, kwargs) => {
  refuseKeywords('chain', kwargs)
  return chained(args)
}

/** `chain.from_iterable(iterables)` */
export const chainFromIterable: Callable = (args, kwargs) => {
  refuseKeywords('chain.from_iterable', kwargs)
  if (args.length !== 1)
    throw new PythonError('TypeError', `chain.from_iterable() takes exactly one argument (${args.length} given)`)
  return chained(iterate(args[0] as Value))
}

function chained(iterables: Iterable<Value>): OneWay {
  return new OneWay('itertools.chain', oneAfterAnother(iterables))
}

function* oneAfterAnother(iterables: Iterable<Value>): Iterable<Value> {
  for (const iterable of iterables) yield* iterate(iterable)
}

/** `compress(data, selectors)`: the members whose selector is true. */
export const compress = nativeFunction('compress', ['data', 'selectors'], [], ([data = null, selectors = null]) => {
  return new OneWay('itertools.compress', selected(iterate(data), iterate(selectors)))
})

function* selected(data: Iterable<Value>, selectors: Iterable<Value>): Iterable<Value> {
  const rest = selectors[Symbol.iterator]()
  for (const value of data) {
    const selector = rest.next()
    if (selector.done) return
    if (isTrue(selector.value)) yield value
  }
}

/** `zip_longest(…, fillvalue=None)`: tuples as far as the longest goes. */
export const zipLongest: Callable = (args, kwargs) => {
  for (const name of kwargs.keys())
    if (name !== 'fillvalue') throw new PythonError('TypeError', 'zip_longest() got an unexpected keyword argument')
  const filler = kwargs.get('fillvalue')
  const walks = args.map((iterable) => iterate(iterable)[Symbol.iterator]())
  return new OneWay('itertools.zip_longest', filledTuples(walks, filler === undefined ? null : filler))
}

function* filledTuples(walks: readonly Iterator<Value>[], filler: Value): Iterable<Value> {
  for (;;) {
    const steps = walks.map((walk) => walk.next())
    if (steps.every(({ done }) => done)) return
    yield new Tuple(steps.map(({ done, value }) => (done ? filler : value)))
  }
}

/** `tee(iterable, n=2)`: as many iterators over the same members. */
export const tee: Callable = (args, kwargs) => {
  refuseKeywords('itertools.tee', kwargs)
  checkCount('tee', args.length, 1, 2)
  const [iterable = null, n = 2] = args
  const times = requireSize(n)
  if (times < 0) throw new PythonError('ValueError', 'n must be >= 0')
  if (times === 0) return new Tuple([])
  const rest = iterate(iterable)[Symbol.iterator]()
  const seen: Value[] = []
  return new Tuple(Array.from({ length: times }, () => new OneWay('itertools._tee', shared(rest, seen))))
}

/** Members that others have seen already, then new ones for all. */
function* shared(rest: Iterator<Value>, seen: Value[]): Iterable<Value> {
  for (let index = 0; ; index++) {
    if (index === seen.length) {
      const step = rest.next()
      if (step.done) return
      seen.push(step.value)
    }
    yield seen[index] as Value
  }
}
