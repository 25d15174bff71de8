import { textOf } from '../jinja/values/text.ts'
import { HostObject, type Value } from '../jinja/values/value.ts'
import type { LibraryMacro } from './macro-library.ts'
import type { Scope } from './scope.ts'

/** A package's name in a template: `dbt_utils.star(…)`, also `context['dbt_utils']['star']`. */
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
    for (const layer of this.#members) {
      const macro = layer.get(name)
      if (macro !== undefined) return this.#scope.bind(macro)
    }
    return undefined
  }

  override item(key: Value): Value | undefined {
    const name = textOf(key)
    return name === undefined ? undefined : this.attribute(name)
  }

  override contains(value: Value): boolean {
    const name = textOf(value)
    return name !== undefined && this.#members.some((layer) => layer.has(name))
  }

  override *iterate(): IterableIterator<Value> {
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
}
