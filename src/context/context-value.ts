import { PythonError } from '../jinja/values/python-error.ts'
import { textOf } from '../jinja/values/text.ts'
import { Dict, HostObject, type Value } from '../jinja/values/value.ts'
import { hostFunction } from './host-function.ts'
import type { Scope } from './scope.ts'

/** The variable `context`: all names of a template as a dict, which packages read by computed names and write to. */
export class ContextValue extends HostObject {
  override readonly typeName = 'dict'
  readonly #scope: Scope

  constructor(scope: Scope) {
    super()
    this.#scope = scope
  }

  override item(key: Value): Value | undefined {
    const name = textOf(key)
    return name === undefined ? undefined : this.#scope.lookup(name)
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'get':
        return hostFunction('get', ['key', 'default?'], (call) => {
          // Not `??`: a name can mean None.
          const found = this.item(call.value('key'))
          return found === undefined ? call.value('default') : found
        })
      case 'update':
        return hostFunction('update', ['other?', '**names'], (call) => {
          const other = call.get('other')
          if (other instanceof Dict) for (const [name, value] of other) this.#assign(name, value)
          for (const [name, value] of call.keywords) this.#assign(name, value)
          return null
        })
      case 'keys':
        return hostFunction('keys', [], () => [...this.#scope.names()])
      default:
        return undefined
    }
  }

  override contains(value: Value): boolean {
    return this.item(value) !== undefined
  }

  override iterate(): Iterable<Value> {
    return new Set(this.#scope.names())
  }

  override print(): string {
    return '{…}'
  }

  #assign(key: Value, value: Value): void {
    const name = textOf(key)
    if (name === undefined) throw new PythonError('TypeError', 'names of the context are strings')
    this.#scope.assign(name, value)
  }
}
