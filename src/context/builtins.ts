import { textOf } from '../jinja/values/text.ts'
import { type Callable, HostObject, type Value } from '../jinja/values/value.ts'
import { hostFunction } from './host-function.ts'
import type { Invocation } from './invocation.ts'
import { runtimeConfig } from './runtime-config.ts'
import type { Names } from './scope.ts'

/** `builtins`: dbt's own names as they are before macros of the project and `context.update` stand in for them. */
export class BuiltinsValue extends HostObject {
  override readonly typeName = 'dict'
  readonly #layers: readonly Names[]
  readonly #invocation: Invocation
  readonly #known = new Map<string, Value>()

  constructor(layers: readonly Names[], invocation: Invocation) {
    super()
    this.#layers = layers
    this.#invocation = invocation
  }

  override item(key: Value): Value | undefined {
    const name = textOf(key)
    if (name === undefined) return undefined
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const make = this.#layers.find((names) => Object.hasOwn(names, name))?.[name]
    if (make === undefined) return undefined
    const value = this.#resolver(name, make())
    this.#known.set(name, value)
    return value
  }

  override attribute(name: string): Value | undefined {
    if (name === 'get')
      return hostFunction('get', ['key', 'default?'], (call) => {
        // Not `??`: a name can mean None.
        const found = this.item(call.value('key'))
        return found === undefined ? call.value('default') : found
      })
    return name === 'keys' ? hostFunction('keys', [], () => [...this.iterate()]) : undefined
  }

  override contains(value: Value): boolean {
    const name = textOf(value)
    return name !== undefined && this.#layers.some((names) => Object.hasOwn(names, name))
  }

  override iterate(): Iterable<string> {
    return new Set(this.#layers.flatMap((names) => Object.keys(names)).filter((name) => name !== 'builtins'))
  }

  override print(): string {
    return '{…}'
  }

  #resolver(name: string, value: Value): Value {
    const type = RESOLVERS.get(name)
    return type === undefined ? value : new Resolver(type, value as Callable, this.#invocation)
  }
}

/** The names whose values know the project. */
const RESOLVERS: ReadonlyMap<string, string> = new Map([
  ['ref', 'RuntimeRefResolver'],
  ['source', 'RuntimeSourceResolver'],
])

/** `ref` or `source` as an object: it is called like the function, and knows the project. */
class Resolver extends HostObject {
  override readonly typeName: string
  readonly #call: Callable
  readonly #invocation: Invocation

  constructor(typeName: string, call: Callable, invocation: Invocation) {
    super()
    this.typeName = typeName
    this.#call = call
    this.#invocation = invocation
  }

  override get callable(): Callable {
    return this.#call
  }

  override attribute(name: string): Value | undefined {
    return name === 'config' ? runtimeConfig(this.#invocation) : undefined
  }

  override print(): string {
    return `<${this.typeName} object>`
  }
}
