import { requireSize } from '../../../jinja/values/integer.ts'
import { repr } from '../../../jinja/values/print.ts'
import type { Value } from '../../../jinja/values/value.ts'
import { OneWay } from '../../one-way.ts'
import { nativeFunction } from '../native-function.ts'
import { Endless } from './endless.ts'

/** `repeat(object, times)`: the same value again and again, without end where no number is given. */
export const repeat = nativeFunction('repeat', ['object'], ['times'], ([value = null, times]) =>
  times === undefined ? new Forever(value) : new Repeat(value, Math.max(0, requireSize(times))),
)

class Forever extends Endless {
  readonly #value: Value

  constructor(value: Value) {
    super('itertools.repeat', [])
    this.#value = value
  }

  override next(): Value {
    return this.#value
  }

  override print(): string {
    return `repeat(${repr(this.#value)})`
  }
}

class Repeat extends OneWay {
  readonly #value: Value
  #left: number

  constructor(value: Value, times: number) {
    super('itertools.repeat', [])
    this.#value = value
    this.#left = times
  }

  override next(): Value | undefined {
    if (this.#left === 0) return undefined
    this.#left--
    return this.#value
  }

  override print(): string {
    return `repeat(${repr(this.#value)}, ${this.#left})`
  }
}
