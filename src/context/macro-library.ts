import type { Macro as FullMacro } from '../resources/macro.ts'

/** What a library needs to know of a macro. */
export type LibraryMacro = Pick<FullMacro, 'id' | 'name' | 'package' | 'form' | 'block'>

type Macro = LibraryMacro

/** Packages whose macros answer to the namespace `dbt`, nearest to the database first. */
const DBT_PACKAGES = ['dbt_postgres', 'dbt'] as const
const STANDARD_LIBRARY = 'assay'
/** How `adapter.dispatch` prefixes a name, in order. */
export const DISPATCH_PREFIXES = ['postgres', 'default'] as const

type ByName = ReadonlyMap<string, Macro>

/** What a name means to a macro lookup. */
export type Found =
  | { readonly kind: 'macro'; readonly macro: Macro }
  | { readonly kind: 'namespace'; readonly name: string; readonly members: readonly ByName[] }

export interface DispatchOrder {
  readonly macroNamespace: string
  readonly searchOrder: readonly string[]
}

/**
 * All macros of a project, and what a name means where.
 * A bare name is looked for in the package of the node, then in the root project, then among the packages' names
 * (a namespace), then in dbt's own macros, then in Assay's library, so that nothing of a user's is ever shadowed
 * (dbt/context/macros.py; DESIGN §8).
 */
export class MacroLibrary {
  readonly #packages = new Map<string, Map<string, Macro>>()
  readonly #dispatch: ReadonlyMap<string, readonly string[]>
  readonly #dbt: readonly ByName[]
  readonly rootPackage: string
  readonly #packagesMayReplace: boolean

  /** `packagesMayReplace` what is built in, materializations that is. */
  constructor(
    macros: Iterable<Macro>,
    rootPackage: string,
    dispatch: readonly DispatchOrder[],
    packagesMayReplace = false,
  ) {
    this.#packagesMayReplace = packagesMayReplace
    for (const macro of macros) {
      const known = this.#packages.get(macro.package)
      if (known === undefined) this.#packages.set(macro.package, new Map([[macro.name, macro]]))
      else known.set(macro.name, macro)
    }
    this.rootPackage = rootPackage
    this.#dispatch = new Map(dispatch.map((d) => [d.macroNamespace, d.searchOrder]))
    this.#dbt = DBT_PACKAGES.map((name) => this.#macrosOf(name))
  }

  /** What `name` means in a template of `fromPackage`. */
  find(name: string, fromPackage: string): Found | undefined {
    const own = this.#macrosOf(fromPackage).get(name) ?? this.#macrosOf(this.rootPackage).get(name)
    if (own !== undefined) return { kind: 'macro', macro: own }
    const namespace = this.namespace(name)
    if (namespace !== undefined) return { kind: 'namespace', name, members: namespace }
    const builtin = lookUp(this.#dbt, name) ?? this.#macrosOf(STANDARD_LIBRARY).get(name)
    return builtin === undefined ? undefined : { kind: 'macro', macro: builtin }
  }

  /** `package.name`; the namespace `dbt` holds the adapter's macros too. */
  findIn(packageName: string, name: string): Macro | undefined {
    return lookUp(this.namespace(packageName) ?? [], name)
  }

  /** The macros that answer to a package's name, or undefined for no such package. */
  namespace(packageName: string): readonly ByName[] | undefined {
    if (packageName === 'dbt') return this.#dbt
    const members = this.#packages.get(packageName)
    return members === undefined ? undefined : [members]
  }

  /**
   * The macro `adapter.dispatch(name, namespace)` stands for, called from `fromPackage`, or the names that were tried.
   * https://docs.getdbt.com/reference/dbt-jinja-functions/dispatch
   */
  dispatch(name: string, namespace: string | null, fromPackage: string): Macro | readonly string[] {
    const tried: string[] = []
    for (const packageName of this.#searchPackages(namespace)) {
      for (const prefix of DISPATCH_PREFIXES) {
        const candidate = `${prefix}__${name}`
        const found = packageName === null ? this.find(candidate, fromPackage) : undefined
        const macro =
          packageName === null
            ? found?.kind === 'macro'
              ? found.macro
              : undefined
            : this.findIn(packageName, candidate)
        if (macro !== undefined) return macro
        tried.push(packageName === null ? candidate : `${packageName}.${candidate}`)
      }
    }
    return tried
  }

  /** Names a bare call may use in `fromPackage`: for near misses. */
  *names(fromPackage: string): IterableIterator<string> {
    for (const name of [fromPackage, this.rootPackage, ...DBT_PACKAGES, STANDARD_LIBRARY])
      yield* this.#macrosOf(name).keys()
    yield* this.#packages.keys()
  }

  /**
   * The Jinja materialization for `materialized: name`, if there is one: the root project's own, else any package's,
   * else dbt's where there is no other way to do it. A package cannot replace a built-in one behind the project's back
   * (CVE-2024-40637) unless the project lets it, by dbt's flag
   * `require_explicit_package_overrides_for_builtin_materializations: false`.
   */
  materialization(name: string): Macro | undefined {
    const builtIn = BUILT_IN_MATERIALIZATIONS.has(name)
    const sources = [
      this.rootPackage,
      ...(builtIn && !this.#packagesMayReplace ? [] : this.#installed()),
      ...(NATIVE_MATERIALIZATIONS.has(name) ? [] : DBT_PACKAGES),
    ]
    for (const adapter of DISPATCH_PREFIXES) {
      for (const source of sources) {
        const macro = this.#macrosOf(source).get(`materialization_${name}_${adapter}`)
        if (macro !== undefined) return macro
      }
    }
    return undefined
  }

  #installed(): readonly string[] {
    const ours: readonly string[] = [this.rootPackage, ...DBT_PACKAGES, STANDARD_LIBRARY]
    return [...this.#packages.keys()].filter((name) => !ours.includes(name))
  }

  /** A package cannot put a macro of its own in the place of dbt's: only the root project can, also by its `dispatch`. */
  #searchPackages(namespace: string | null): readonly (string | null)[] {
    if (namespace === null) return [null]
    const configured = this.#dispatch.get(namespace)
    if (configured !== undefined) return configured
    return this.namespace(namespace) === undefined ? [null] : [this.rootPackage, namespace]
  }

  #macrosOf(packageName: string): ByName {
    return this.#packages.get(packageName) ?? NO_MACROS
  }
}

/** The materializations that are built in: those done without a macro, and snapshots. */
export const BUILT_IN_MATERIALIZATIONS: ReadonlySet<string> = new Set([
  ...['view', 'table', 'incremental', 'ephemeral', 'materialized_view'],
  ...['seed', 'snapshot', 'test', 'unit', 'function', 'clone'],
])

/** Those done without a macro. There may be one nevertheless, for packages that call it. */
const NATIVE_MATERIALIZATIONS: ReadonlySet<string> = new Set(
  [...BUILT_IN_MATERIALIZATIONS].filter((name) => name !== 'snapshot' && name !== 'unit'),
)

const NO_MACROS: ByName = new Map()

function lookUp(layers: readonly ByName[], name: string): Macro | undefined {
  for (const layer of layers) {
    const macro = layer.get(name)
    if (macro !== undefined) return macro
  }
  return undefined
}
