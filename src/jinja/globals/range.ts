import { requireInteger } from '../values/integer.ts'
import { checkCount, refuseKeywords } from '../values/methods/method.ts'
import { PythonError } from '../values/python-error.ts'
import { Range } from '../values/range.ts'
import { TypeObject } from '../values/type-object.ts'
import type { Value } from '../values/value.ts'

/** Jinja2's sandbox has the same limit: a longer loop in a template is a mistake. */
const MAX_RANGE = 100_000

/** `range(stop)`, `range(start, stop, step)` */
export const range = new TypeObject('range', (args, kwargs) => {
  refuseKeywords('range', kwargs)
  checkCount('range', args.length, 1, 3)
  const [first = 0, second, third = 1] = args
  const start = second === undefined ? 0 : bound(first)
  const stop = bound(second === undefined ? first : second)
  const step = bound(third)
  if (step === 0) throw new PythonError('ValueError', 'range() arg 3 must not be zero')
  const made = new Range(start, stop, step)
  if (made.length > MAX_RANGE)
    throw new PythonError(
      'OverflowError',
      `Range too big. The sandbox blocks ranges larger than MAX_RANGE (${MAX_RANGE}).`,
    )
  return made
})

function bound(value: Value): number {
  const integer = requireInteger(value)
  if (typeof integer === 'bigint') throw new PythonError('OverflowError', 'the bounds of a range must be below 2**53')
  return integer
}
