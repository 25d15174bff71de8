import { type Callable, Dict, HostObject, type Value } from '../jinja/values/value.ts'
import type { Invocation } from './invocation.ts'
import { runtimeConfig } from './runtime-config.ts'

/** What `builtins` holds. */
export interface Builtins {
  readonly ref: Callable
  readonly source: Callable
  readonly config: Value
  readonly var: Value
}

/** `builtins`: what `ref`, `source`, `config` and `var` are before a project overrides them. */
export function builtinsValue({ ref, source, config, var: var_ }: Builtins, invocation: Invocation): Dict {
  return Dict.of({
    ref: new Resolver('RuntimeRefResolver', ref, invocation),
    source: new Resolver('RuntimeSourceResolver', source, invocation),
    config,
    var: var_,
  })
}

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
