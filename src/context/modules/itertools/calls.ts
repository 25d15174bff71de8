import { binary } from '../../../jinja/values/arithmetic.ts'
import { callValue } from '../../../jinja/values/call.ts'
import { iterate } from '../../../jinja/values/iterate.ts'
import { andThen, type MaybeAsync, mapInTurn } from '../../../jinja/values/maybe-async.ts'
import { checkCount, refuseKeywords } from '../../../jinja/values/methods/method.ts'
import { PythonError } from '../../../jinja/values/python-error.ts'
import { type Callable, NO_KWARGS, type Value } from '../../../jinja/values/value.ts'
import { OneWay } from '../../one-way.ts'
import { nativeFunction } from '../native-function.ts'
import { Endless } from './endless.ts'

// What a function answers may take its time (it runs a query), and walking over something may not. So the functions are
// called at once, for all members, except where there is no end to them.

const accumulateArguments = nativeFunction(
  'accumulate',
  ['iterable'],
  ['func', 'initial'],
  ([source = null, func = null, initial = null]) => {
    const name = 'itertools.accumulate'
    const step = (total: Value, value: Value) =>
      func === null ? binary('+', total, value) : callValue(func, [total, value], NO_KWARGS)
    const members = startingWith(initial, iterate(source))
    let total: Value | undefined
    return walked(name, source, members, (value) => {
      const next = total === undefined ? value : step(total, value)
      return andThen(next, (sum) => {
        total = sum
        return sum
      })
    })
  },
)

/** `accumulate(iterable, func=add, *, initial=None)`: the sums so far, or what a function makes of sum and member. */
export const accumulate: Callable = (args, kwargs) => {
  if (args.length > 2)
    throw new PythonError('TypeError', `accumulate() takes at most 2 positional arguments (${args.length} given)`)
  return accumulateArguments(args, kwargs)
}

/** `starmap(function, iterable)`: what the function answers to each member's members. */
export const starmap: Callable = (args, kwargs) => {
  refuseKeywords('starmap', kwargs)
  checkCount('starmap', args.length, 2, 2)
  const [func = null, source = null] = args
  return walked('itertools.starmap', source, iterate(source), (value) =>
    callValue(func, [...iterate(value)], NO_KWARGS),
  )
}

function* startingWith(initial: Value, members: Iterable<Value>): Iterable<Value> {
  if (initial !== null) yield initial
  yield* members
}

function walked(
  name: string,
  source: Value,
  members: Iterable<Value>,
  step: (value: Value) => MaybeAsync<Value>,
): MaybeAsync<Value> {
  if (source instanceof Endless) return new Endless(name, atOnce(name, members, step))
  return andThen(mapInTurn(members, step), (answers) => new OneWay(name, answers))
}

function* atOnce(name: string, members: Iterable<Value>, step: (value: Value) => MaybeAsync<Value>): Iterable<Value> {
  for (const member of members) {
    const answer = step(member)
    if (answer instanceof Promise)
      throw new PythonError(
        'RuntimeError',
        `${name} cannot run queries for members without end: use islice on them first`,
      )
    yield answer
  }
}
