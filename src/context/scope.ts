import type { Block } from '../jinja/blocks.ts'
import type { Environment } from '../jinja/environment.ts'
import { BUILT_IN_FILTERS } from '../jinja/filters/table.ts'
import { BUILT_IN_GLOBALS } from '../jinja/globals.ts'
import { bindMacro } from '../jinja/macro.ts'
import { BUILT_IN_TESTS } from '../jinja/tests/table.ts'
import type { MakeUndefined } from '../jinja/values/undefined-error.ts'
import { type Callable, type Kwargs, Undefined, type Value } from '../jinja/values/value.ts'
import { ContextValue } from './context-value.ts'
import { DBT_FILTERS } from './dbt-filters.ts'
import type { LibraryMacro, MacroLibrary } from './macro-library.ts'
import { MacroNamespace } from './macro-namespace.ts'

/** What names mean besides macros: each is made when it is first asked for. */
export type Names = Readonly<Record<string, () => Value>>

export interface ScopeOptions {
  readonly library: MacroLibrary
  /** The package whose macros a bare name finds first. */
  readonly packageName: string
  /** The first that has a name decides. In layers, for merging them would take longer than most templates. */
  readonly names: readonly Names[]
  /** Given the missing name: while parsing, missing values forgive nearly everything. */
  readonly makeUndefined?: MakeUndefined
  /** What the filter `random` asks. */
  readonly chance?: (() => number) | undefined
  /** What macros answer instead of being run, by id: the overrides of a unit test. */
  readonly answers?: ReadonlyMap<string, Value>
  /** Told of each macro that a template calls itself, not of those that macros call. */
  readonly onCall?: (macro: LibraryMacro) => void
  /** Told when an answer depends on which names there are: one means nothing, or all are listed. */
  readonly onNamesAsked?: () => void
}

const FILTERS = Object.freeze(
  Object.assign(Object.create(null), BUILT_IN_FILTERS, DBT_FILTERS),
) as typeof BUILT_IN_FILTERS

/**
 * All that one template's names can mean: what `context.update` has set, then macros and packages, then dbt's own
 * names, then Jinja's. Macros called from the template see the same scope, as in dbt.
 */
export class Scope implements Environment {
  readonly filters = FILTERS
  readonly tests = BUILT_IN_TESTS
  readonly makeUndefined: MakeUndefined
  readonly chance: (() => number) | undefined
  readonly #options: ScopeOptions
  readonly #known = new Map<string, Value>()
  readonly #bound = new Map<LibraryMacro, Callable>()
  #depth = 0

  constructor(options: ScopeOptions) {
    this.#options = options
    this.chance = options.chance
    this.makeUndefined = options.makeUndefined ?? ((...asked) => new Undefined(...asked))
  }

  lookup(name: string): Value | undefined {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const value = this.#find(name)
    if (value === undefined) this.#options.onNamesAsked?.()
    else this.#known.set(name, value)
    return value
  }

  *names(): IterableIterator<string> {
    this.#options.onNamesAsked?.()
    for (const names of this.#options.names) yield* Object.keys(names)
    yield* this.#options.library.names(this.#options.packageName)
    yield* Object.keys(BUILT_IN_GLOBALS)
  }

  /** `context.update({…})`: from now on `name` means `value`, for macros too. */
  assign(name: string, value: Value): void {
    this.#known.set(name, value)
  }

  /** The macro of that name as this scope would call it, or undefined. */
  macro(name: string): Callable | undefined {
    const found = this.#options.library.find(name, this.#options.packageName)
    return found?.kind === 'macro' ? this.bind(found.macro) : undefined
  }

  /** `package.name`, bound to this scope. */
  macroIn(packageName: string, name: string): Callable | undefined {
    const macro = this.#options.library.findIn(packageName, name)
    return macro === undefined ? undefined : this.bind(macro)
  }

  /** What `adapter.dispatch` finds, or the names it tried. */
  dispatch(name: string, namespace: string | null): Callable | readonly string[] {
    const found = this.#options.library.dispatch(name, namespace, this.#options.packageName)
    return Array.isArray(found) ? (found as readonly string[]) : this.bind(found as LibraryMacro)
  }

  bind(macro: LibraryMacro): Callable {
    let bound = this.#bound.get(macro)
    if (bound === undefined) {
      const answers = this.#options.answers
      if (answers?.has(macro.id)) bound = () => answers.get(macro.id) ?? null
      else bound = this.#options.onCall === undefined ? bindMacro(macro.block, this) : this.#watched(macro)
      this.#bound.set(macro, bound)
    }
    return bound
  }

  /** A block that is not in the library, such as a materialization or a snapshot's. */
  bindBlock(block: Block): Callable {
    return bindMacro(block, this)
  }

  #find(name: string): Value | undefined {
    const { library, packageName, names } = this.#options
    const found = library.find(name, packageName)
    if (found?.kind === 'macro') return this.bind(found.macro)
    if (found?.kind === 'namespace') return new MacroNamespace(found.name, found.members, this)
    if (name === 'context') return new ContextValue(this)
    const layer = names.find((some) => Object.hasOwn(some, name))
    if (layer !== undefined) return layer[name]?.()
    return Object.hasOwn(BUILT_IN_GLOBALS, name) ? BUILT_IN_GLOBALS[name] : undefined
  }

  /** Counts how deep in macros we are; one template renders one call at a time, so a number is enough. */
  #watched(macro: LibraryMacro): Callable {
    const inner = bindMacro(macro.block, this)
    return (args: readonly Value[], kwargs: Kwargs) => {
      if (this.#depth === 0) this.#options.onCall?.(macro)
      this.#depth++
      const leave = (): void => {
        this.#depth--
      }
      try {
        const value = inner(args, kwargs)
        if (!(value instanceof Promise)) {
          leave()
          return value
        }
        return value.finally(leave)
      } catch (error) {
        leave()
        throw error
      }
    }
  }
}
