import { type Callable, HostObject, type Value } from './value.ts'

/** A Python type as a value: it is called to make one, and may have a few functions of its own (`dict.fromkeys`). */
export class TypeObject extends HostObject {
  override readonly typeName = 'type'
  readonly name: string
  readonly #make: Callable
  readonly #attributes: ReadonlyMap<string, Value>

  constructor(name: string, make: Callable, attributes: ReadonlyMap<string, Value> = new Map()) {
    super()
    this.name = name
    this.#make = make
    this.#attributes = attributes
  }

  override get callable(): Callable {
    return this.#make
  }

  override attribute(name: string): Value | undefined {
    return this.#attributes.get(name)
  }

  override print(): string {
    return `<class '${this.name}'>`
  }
}
