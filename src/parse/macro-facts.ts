import type { LibraryMacro, MacroLibrary } from '../context/macro-library.ts'
import type { Statement } from '../jinja/ast.ts'
import type { UniqueId } from '../resources/ids.ts'
import { calleeName, dispatchCall, isDispatch, visitStatements } from './called-names.ts'
import type { MacroResolver } from './macro-resolver.ts'

/** What can be known of a macro without running it. */
export interface MacroFacts {
  /** The macros its text names, by id, in order: dbt's `depends_on.macros`. See `MacroResolver`. */
  readonly names: readonly UniqueId[]
  /**
   * True when calling it cannot change what a model depends on or how it is configured: neither it nor what it calls
   * mentions `ref`, `source`, `config` and the like, and nothing in it is looked up by a computed name.
   */
  readonly inert: boolean
}

/** Names that reach dependencies or configuration, or that can reach anything at all. */
const POTENT: ReadonlySet<string> = new Set([
  'ref',
  'source',
  'config',
  'metric',
  'function',
  'builtins',
  'context',
  'render',
  'caller',
  'varargs',
  'kwargs',
])

/** Facts about every macro of a library, found out once each; macros may call one another in circles. */
export class MacroFactBook {
  readonly #library: MacroLibrary
  readonly #potent: ReadonlySet<string>
  readonly #resolver: MacroResolver
  readonly #calls = new Map<UniqueId, Direct>()
  readonly #inert = new Map<UniqueId, boolean>()

  /** `templatedVars`: some var of the project is a template, so that `var` may refer to a model too. */
  constructor(library: MacroLibrary, resolver: MacroResolver, templatedVars: boolean) {
    this.#library = library
    this.#resolver = resolver
    this.#potent = templatedVars ? new Set([...POTENT, 'var']) : POTENT
  }

  of(macro: LibraryMacro): MacroFacts {
    return { names: [...this.#direct(macro).names], inert: this.inert(macro) }
  }

  inert(macro: LibraryMacro): boolean {
    const known = this.#inert.get(macro.id)
    if (known !== undefined) return known
    const reached = new Map<UniqueId, LibraryMacro>([[macro.id, macro]])
    let inert = true
    for (const one of reached.values()) {
      const { calls, potent } = this.#direct(one)
      if (potent || this.#inert.get(one.id) === false) {
        inert = false
        break
      }
      for (const called of calls) if (this.#inert.get(called.id) !== true) reached.set(called.id, called)
    }
    // All that an inert macro reaches is inert; of a potent one only it is known.
    if (inert) for (const id of reached.keys()) this.#inert.set(id, true)
    else this.#inert.set(macro.id, false)
    return inert
  }

  #direct(macro: LibraryMacro): Direct {
    const known = this.#calls.get(macro.id)
    if (known !== undefined) return known
    const found = directCalls(macro, this.#library, this.#resolver, this.#potent)
    this.#calls.set(macro.id, found)
    return found
  }
}

/** A macro of one of these names is not what such a call depends on. */
const BUILT_IN_CALLS: ReadonlySet<string> = new Set(['ref', 'source', 'config'])

interface Direct {
  /** What it may call, as calls are resolved. */
  readonly calls: readonly LibraryMacro[]
  readonly names: ReadonlySet<UniqueId>
  readonly potent: boolean
}

function directCalls(
  macro: LibraryMacro,
  library: MacroLibrary,
  resolver: MacroResolver,
  potentNames: ReadonlySet<string>,
): Direct {
  const calls = new Set<LibraryMacro>()
  const names = new Set<UniqueId>()
  const mention = (packageName: string, name: string): void => {
    const id = resolver.find(packageName, name)
    if (id !== undefined) names.add(id)
  }
  const local = new Set<string>(macro.block.parameters.map((p) => p.name))
  let potent = false
  visitStatements(bodyOf(macro), {
    call(call) {
      if (isDispatch(call)) {
        const target = dispatchCall(call)
        const resolved = target === null ? null : library.dispatch(target.name, target.namespace, macro.package)
        if (resolved === null) potent = true
        if (target !== null && target.name !== macro.name) mention(macro.package, target.name)
        if (resolved === null || Array.isArray(resolved)) return
        const found = resolved as LibraryMacro // dispatch gives a macro, or the names it tried
        calls.add(found)
        // Without a namespace dbt notes the root project's before the macro's own package's, unlike when it is called.
        const noted = target?.namespace === null ? resolver.dispatched(target.name) : undefined
        names.add(noted ?? found.id)
        return
      }
      const name = calleeName(call)
      if (name === null) return
      const [first, second] = name
      if (second === undefined) {
        if (first !== macro.name && !BUILT_IN_CALLS.has(first)) mention(macro.package, first)
        if (potentNames.has(first)) potent = true
        else if (!local.has(first)) {
          const found = library.find(first, macro.package)
          if (found?.kind === 'macro') calls.add(found.macro)
        }
        return
      }
      if (first !== 'adapter') mention(first, second)
      if (first === 'builtins' || first === 'context') potent = true
      const called = local.has(first) ? undefined : library.findIn(first, second)
      if (called !== undefined) calls.add(called)
    },
    name(name) {
      if (potentNames.has(name) && name !== 'kwargs' && name !== 'varargs') potent = true
    },
    assigned(name) {
      local.add(name)
    },
    filter: () => undefined,
    test: () => undefined,
    runs: () => false,
  })
  return { calls: [...calls], names, potent }
}

/** A macro's statements: a block's template is the definition itself or what stands between its tags. */
function bodyOf(macro: LibraryMacro): readonly Statement[] {
  return macro.block.body
}
