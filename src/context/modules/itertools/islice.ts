import { integerOf } from '../../../jinja/values/integer.ts'
import { iterate } from '../../../jinja/values/iterate.ts'
import { checkCount, refuseKeywords } from '../../../jinja/values/methods/method.ts'
import { PythonError } from '../../../jinja/values/python-error.ts'
import type { Callable, Value } from '../../../jinja/values/value.ts'
import { OneWay } from '../../one-way.ts'

const WITHIN = 'must be None or an integer: 0 <= x <= sys.maxsize.'

/** `islice(iterable, stop)` and `islice(iterable, start, stop, step)`: a slice of anything that can be walked over. */
export const islice: Callable = (args, kwargs) => {
  refuseKeywords('islice', kwargs)
  checkCount('islice', args.length, 2, 4)
  const [iterable = null, first = null, second, third = null] = args
  const [from, to] = second === undefined ? [null, first] : [first, second]
  const stop = indexOf(to, Number.POSITIVE_INFINITY)
  // Python takes its own -1 for what is no int.
  if (stop === undefined || stop === -1) throw wrong(`Stop argument for islice() ${WITHIN}`)
  const start = indexOf(from, 0)
  if (start === undefined || start < 0 || stop < 0) throw wrong(`Indices for islice() ${WITHIN}`)
  const step = indexOf(third, 1)
  if (step === undefined || step < 1) throw wrong('Step for islice() must be a positive integer or None.')
  return new OneWay('itertools.islice', sliced(iterate(iterable)[Symbol.iterator](), start, stop, step))
}

/** An index, `whenNone` for None; undefined for what is none. */
function indexOf(value: Value, whenNone: number): number | undefined {
  if (value === null) return whenNone
  const index = integerOf(value)
  return typeof index === 'number' ? index : undefined
}

/** Takes no more members than it needs: others may take the rest. */
function* sliced(rest: Iterator<Value>, start: number, stop: number, step: number): Iterable<Value> {
  let wanted = start
  for (let index = 0; index < stop; index++) {
    const { done, value } = rest.next()
    if (done) return
    if (index !== wanted) continue
    yield value
    wanted += step
  }
}

function wrong(message: string): PythonError {
  return new PythonError('ValueError', message)
}
