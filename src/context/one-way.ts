import { HostObject, type Value } from '../jinja/values/value.ts'

/**
 * A Python iterator: it is walked over once, and who comes second gets what is left. It has no length, prints as an
 * object, and is always true.
 */
export class OneWay extends HostObject {
  override readonly typeName: string
  readonly #rest: Iterator<Value>

  constructor(typeName: string, members: Iterable<Value>) {
    super()
    this.typeName = typeName
    this.#rest = members[Symbol.iterator]()
  }

  /** Python's `next`, or undefined at the end. */
  next(): Value | undefined {
    const { done, value } = this.#rest.next()
    return done ? undefined : value
  }

  override *iterate(): IterableIterator<Value> {
    for (let value = this.next(); value !== undefined; value = this.next()) yield value
  }

  override print(): string {
    return `<${this.typeName} object>`
  }
}
