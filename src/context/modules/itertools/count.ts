import { binary } from '../../../jinja/values/arithmetic.ts'
import { integerOf } from '../../../jinja/values/integer.ts'
import { repr } from '../../../jinja/values/print.ts'
import { PythonError } from '../../../jinja/values/python-error.ts'
import { Float, HostObject, type Value } from '../../../jinja/values/value.ts'
import { nativeFunction } from '../native-function.ts'
import { Endless } from './endless.ts'

/** `count(start=0, step=1)`: start, start + step, and so on without end. */
export const count = nativeFunction('count', [], ['start', 'step'], ([start = 0, step = 1]) => {
  return new Count(requireNumber(start), requireNumber(step))
})

class Count extends Endless {
  #next: Value
  readonly #step: Value

  constructor(start: Value, step: Value) {
    super('itertools.count', [])
    this.#next = start
    this.#step = step
  }

  override next(): Value {
    const value = this.#next
    this.#next = binary('+', value, this.#step)
    return value
  }

  override print(): string {
    return this.#step === 1 ? `count(${repr(this.#next)})` : `count(${repr(this.#next)}, ${repr(this.#step)})`
  }
}

function requireNumber(value: Value): Value {
  const integer = integerOf(value)
  if (integer !== undefined) return integer
  if (value instanceof Float || (value instanceof HostObject && value.isNumber)) return value
  throw new PythonError('TypeError', 'a number is required')
}
