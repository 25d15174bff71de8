import { DISPATCH_PREFIXES, type LibraryMacro } from '../context/macro-library.ts'
import type { UniqueId } from '../resources/ids.ts'

/**
 * Which macro a name stands for when a macro's text is read for what it depends on, as dbt finds it
 * (dbt/context/macro_resolver.py): in the package that is named, or that the text belongs to; else the root project's;
 * else any package's; else dbt's. It is more generous than calling a macro is: `x.replace()` on a variable counts as a
 * macro of that name.
 */
export class MacroResolver {
  readonly #packages = new Map<string, Map<string, UniqueId>>()
  readonly #byName = new Map<string, UniqueId>()

  constructor(macros: readonly LibraryMacro[], rootPackage: string) {
    const rank = (packageName: string): number =>
      packageName === rootPackage ? BUILT_IN.length + 1 : BUILT_IN.length - 1 - BUILT_IN.indexOf(packageName)
    for (const macro of [...macros].sort((a, b) => rank(a.package) - rank(b.package))) {
      const known = this.#packages.get(macro.package)
      if (known === undefined) this.#packages.set(macro.package, new Map([[macro.name, macro.id]]))
      else known.set(macro.name, macro.id)
      this.#byName.set(macro.name, macro.id)
    }
  }

  /** What a dispatch without a namespace is noted as. */
  dispatched(name: string): UniqueId | undefined {
    for (const prefix of DISPATCH_PREFIXES) {
      const id = this.#byName.get(`${prefix}__${name}`)
      if (id !== undefined) return id
    }
    return undefined
  }

  find(packageName: string, name: string): UniqueId | undefined {
    return this.#packages.get(packageName)?.get(name) ?? this.#byName.get(name)
  }
}

/** What anybody's macros hide, the first least. An installed package's come after all of them, the root's last. */
const BUILT_IN = ['dbt_postgres', 'dbt', 'assay']
