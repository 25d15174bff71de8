import type { JsonObject } from '../base/json.ts'
import { toValue } from '../context/json-value.ts'
import type { LibraryMacro, MacroLibrary } from '../context/macro-library.ts'
import type { Scope } from '../context/scope.ts'
import { callValue } from '../jinja/values/call.ts'
import { print } from '../jinja/values/print.ts'
import { HostObject, NO_KWARGS, Undefined, type Value } from '../jinja/values/value.ts'

type Component = 'database' | 'schema' | 'alias'

/** What the naming macros may ask of a node. */
export interface Nameable {
  readonly packageName: string
  readonly custom: { readonly database: string | null; readonly schema: string | null; readonly alias: string | null }
  readonly describe: () => JsonObject
}

/**
 * Names the relations of nodes through `generate_database_name`, `generate_schema_name` and `generate_alias_name`: the
 * package's own macro for its nodes, else the root project's, else dbt's.
 * https://docs.getdbt.com/docs/build/custom-schemas
 */
export class RelationNamer {
  readonly #library: MacroLibrary
  readonly #scopeFor: (packageName: string) => Scope
  readonly #scopes = new Map<string, Scope>()
  /** dbt's own macros for database and schema look at nothing but what is configured. */
  readonly #known = new Map<string, string | null>()

  constructor(library: MacroLibrary, scopeFor: (packageName: string) => Scope) {
    this.#library = library
    this.#scopeFor = scopeFor
  }

  async name(
    node: Nameable,
  ): Promise<{ readonly database: string | null; readonly schema: string | null; readonly alias: string }> {
    const facts = new NodeFacts(node.describe)
    const database = await this.#ask('database', node, facts)
    const schema = await this.#ask('schema', node, facts)
    const alias = await this.#ask('alias', node, facts)
    return { database, schema, alias: alias ?? '' }
  }

  async #ask(component: Component, node: Nameable, facts: NodeFacts): Promise<string | null> {
    const macro = this.#macroFor(component, node.packageName)
    const custom = node.custom[component]
    const key = macro?.package === 'dbt' && component !== 'alias' ? `${component} ${custom ?? ''}` : null
    const known = key === null ? undefined : this.#known.get(key)
    if (known !== undefined) return known
    const answer =
      macro === undefined
        ? null
        : await callValue(this.#scope(node.packageName).bind(macro), [custom, facts], NO_KWARGS)
    const name = answer === null || answer instanceof Undefined ? null : print(answer).trim()
    if (key !== null) this.#known.set(key, name)
    return name
  }

  #macroFor(component: Component, packageName: string): LibraryMacro | undefined {
    const name = `generate_${component}_name`
    return (
      this.#library.findIn(packageName, name) ??
      this.#library.findIn(this.#library.rootPackage, name) ??
      this.#library.findIn('dbt', name)
    )
  }

  #scope(packageName: string): Scope {
    let scope = this.#scopes.get(packageName)
    if (scope === undefined) {
      scope = this.#scopeFor(packageName)
      this.#scopes.set(packageName, scope)
    }
    return scope
  }
}

/** The argument `node` of the naming macros: a node in dbt's words, described only when it is asked. */
class NodeFacts extends HostObject {
  override readonly typeName = 'ModelNode'
  readonly #describe: () => JsonObject
  #described: JsonObject | undefined

  constructor(describe: () => JsonObject) {
    super()
    this.#describe = describe
  }

  override attribute(name: string): Value | undefined {
    this.#described ??= this.#describe()
    const value = this.#described[name]
    return value === undefined ? undefined : toValue(value)
  }

  override item(key: Value): Value | undefined {
    return typeof key === 'string' ? this.attribute(key) : undefined
  }

  override print(): string {
    return print(this.attribute('unique_id') ?? '')
  }
}
