import { textOf } from '../jinja/values/text.ts'
import { HostObject, Tuple, type Value } from '../jinja/values/value.ts'
import { hostFunction } from './host-function.ts'
import type { LibraryMacro } from './macro-library.ts'
import type { Scope } from './scope.ts'

/**
 * A package's name in a template: `dbt_utils.star(…)`, also `context['dbt_utils']['star']` and what else mappings can do,
 * for packages look up macros by computed names: `context['shop'].get('metric_' ~ name)`.
 */
export class MacroNamespace extends HostObject {
  override readonly typeName = 'MacroNamespace'
  readonly #name: string
  readonly #members: readonly ReadonlyMap<string, LibraryMacro>[]
  readonly #scope: Scope

  constructor(name: string, members: readonly ReadonlyMap<string, LibraryMacro>[], scope: Scope) {
    super()
    this.#name = name
    this.#members = members
    this.#scope = scope
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'get':
        return hostFunction('get', ['key', 'default?'], (call) => this.item(call.value('key')) ?? call.value('default'))
      case 'keys':
        return hostFunction('keys', [], () => [...this.iterate()])
      case 'values':
        return hostFunction('values', [], () => Array.from(this.pairs(), ([, macro]) => macro))
      case 'items':
        return hostFunction('items', [], () => Array.from(this.pairs(), ([key, macro]) => new Tuple([key, macro])))
      default:
        return this.#macro(name)
    }
  }

  override get attributeNames(): Iterable<string> {
    return this.#names()
  }

  override item(key: Value): Value | undefined {
    const name = textOf(key)
    return name === undefined ? undefined : this.#macro(name)
  }

  override *pairs(): IterableIterator<readonly [Value, Value]> {
    for (const name of this.iterate()) yield [name, this.#macro(name as string) ?? null]
  }

  override contains(value: Value): boolean {
    const name = textOf(value)
    return name !== undefined && this.#members.some((layer) => layer.has(name))
  }

  override iterate(): IterableIterator<Value> {
    return this.#names()
  }

  *#names(): IterableIterator<string> {
    const seen = new Set<string>()
    for (const layer of this.#members) {
      for (const name of layer.keys()) {
        if (!seen.has(name)) yield name
        seen.add(name)
      }
    }
  }

  override print(): string {
    return `<package ${this.#name}>`
  }

  #macro(name: string): Value | undefined {
    for (const layer of this.#members) {
      const macro = layer.get(name)
      if (macro !== undefined) return this.#scope.bind(macro)
    }
    return undefined
  }
}
