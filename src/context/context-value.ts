import { PythonError } from '../jinja/values/python-error.ts'
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
    return typeof key === 'string' ? this.#scope.lookup(key) : undefined
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'get':
        return hostFunction('get', ['key', 'default?'], (call) => this.item(call.value('key')) ?? call.value('default'))
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
    return typeof value === 'string' && this.#scope.lookup(value) !== undefined
  }

  override iterate(): Iterable<Value> {
    return new Set(this.#scope.names())
  }

  override print(): string {
    return '{…}'
  }

  #assign(name: Value, value: Value): void {
    if (typeof name !== 'string') throw new PythonError('TypeError', 'names of the context are strings')
    this.#scope.assign(name, value)
  }
}
