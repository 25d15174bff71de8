import type { JsonObject } from '../base/json.ts'
import { DBT_FILTERS } from '../context/dbt-filters.ts'
import type { Surroundings } from '../context/env-var.ts'
import type { LibraryMacro, MacroLibrary } from '../context/macro-library.ts'
import { findVar, hasTemplatedVars, isTemplatedVar, type VarLookup } from '../context/var.ts'
import type { Call, Expression } from '../jinja/ast.ts'
import { BUILT_IN_FILTERS } from '../jinja/filters/table.ts'
import type { Template } from '../jinja/template.ts'
import { BUILT_IN_TESTS } from '../jinja/tests/table.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Ref, SourceRef } from '../resources/ref.ts'
import { calleeName, isDispatch, type Reached, visitStatements } from './called-names.ts'
import { literalJson } from './literal-json.ts'
import type { MacroFactBook } from './macro-facts.ts'

/** What a template says of itself: the same whether it was read or rendered. */
export interface Reading {
  readonly refs: readonly Ref[]
  readonly sources: readonly SourceRef[]
  readonly metrics: readonly (readonly string[])[]
  readonly functions: readonly (readonly string[])[]
  /** The keyword arguments of each `config(…)`, in order. */
  readonly configs: readonly JsonObject[]
  /** Macros the template itself calls, in order: dbt's `depends_on.macros`. */
  readonly macros: readonly UniqueId[]
}

/** Names whose mere mention means that only rendering can tell. */
const OPAQUE: ReadonlySet<string> = new Set([
  'ref',
  'source',
  'config',
  'metric',
  'function',
  'builtins',
  'context',
  'render',
  'caller',
])
const DEPENDENCIES: ReadonlySet<string> = new Set(['ref', 'source', 'config', 'metric', 'function'])

/**
 * Reads a template without rendering it, or gives null where something dynamic decides what it depends on: an argument
 * that is computed, a call under a condition, a macro that might call `ref`. What dbt sees is what runs with
 * `execute = false`, so a reading must promise exactly that.
 */
export function readStatically(
  template: Template,
  packageName: string,
  vars: VarLookup,
  library: MacroLibrary,
  facts: MacroFactBook,
  environment: Surroundings,
): Reading | null {
  const refs: Ref[] = []
  const sources: SourceRef[] = []
  const configs: JsonObject[] = []
  const macros = new Set<UniqueId>()
  const local = new Set<string>()
  const filled = new Set<string>()
  let readable = true

  const dependency = (name: string, call: Call): boolean => {
    switch (name) {
      case 'ref': {
        const ref = literalRef(call)
        if (ref !== null) refs.push(ref)
        return ref !== null
      }
      case 'source': {
        const source = literalSource(call)
        if (source !== null) sources.push(source)
        return source !== null
      }
      case 'config': {
        const config = literalConfig(call)
        if (config !== null) configs.push(config)
        return config !== null
      }
      default:
        return false
    }
  }

  const called = (call: Call, reached: Reached): boolean => {
    if (isDispatch(call)) return false
    const name = calleeName(call)
    if (name === null) return call.callee.kind !== 'call' && call.callee.kind !== 'item'
    const [first, second] = name
    if (second === undefined) {
      if (local.has(first)) return !DEPENDENCIES.has(first)
      if (first === 'var') return isPlainVar(call, vars)
      if (first === 'env_var') return isSetVariable(call, environment)
      const found = library.find(first, packageName)
      if (found === undefined)
        return DEPENDENCIES.has(first) ? reached === 'surely' && dependency(first, call) : !OPAQUE.has(first)
      if (found.kind === 'namespace' || reached === 'maybe' || !facts.inert(found.macro)) return false
      if (!fits(call, found.macro)) return false
      macros.add(found.macro.id)
      return true
    }
    // `config.get(…)` and the like answer nothing while parsing; `config.set(…)` and `builtins.ref(…)` do something.
    if (first === 'config') return second !== 'set'
    if (OPAQUE.has(first)) return false
    const macro = local.has(first) ? undefined : library.findIn(first, second)
    if (macro === undefined) return true
    if (reached === 'maybe' || !facts.inert(macro) || !fits(call, macro)) return false
    macros.add(macro.id)
    return true
  }

  visitStatements(template.body, {
    call(call, reached) {
      readable = readable && called(call, reached)
    },
    name(name) {
      if (OPAQUE.has(name) && !local.has(name)) readable = false
    },
    assigned(name, value) {
      if (OPAQUE.has(name)) readable = false
      local.add(name)
      if (value !== null && isFilled(value)) filled.add(name)
      else filled.delete(name)
    },
    // What does not exist is told where it is rendered, as Jinja tells it.
    filter(name) {
      readable = readable && (name in BUILT_IN_FILTERS || name in DBT_FILTERS)
    },
    test(name) {
      readable = readable && name in BUILT_IN_TESTS
    },
    runs: (iterable) => isFilled(iterable) || (iterable.kind === 'name' && filled.has(iterable.name)),
  })
  return readable ? { refs, sources, configs, metrics: [], functions: [], macros: [...macros] } : null
}

/** False where a variable may be missing, or a secret: rendering says so, as in dbt. */
function isSetVariable(call: Call, environment: Surroundings): boolean {
  const { positional, keywords } = call.arguments
  const [name] = positional
  if (positional.length !== 1 || keywords.length > 0) return name?.kind === 'literal' && positional.length === 2
  return (
    name?.kind === 'literal' &&
    typeof name.value === 'string' &&
    environment[name.value] !== undefined &&
    !name.value.startsWith('DBT_ENV_SECRET')
  )
}

/** False where a macro may refuse its arguments, which rendering tells in full. */
function fits(call: Call, { block }: LibraryMacro): boolean {
  const { positional, keywords } = call.arguments
  const names = block.parameters.map(({ name }) => name)
  return positional.length <= names.length && keywords.every(({ name }) => names.includes(name))
}

/** False where a var may be a template, which only rendering can follow. */
function isPlainVar(call: Call, vars: VarLookup): boolean {
  const [name] = call.arguments.positional
  if (name?.kind !== 'literal' || typeof name.value !== 'string') return !hasTemplatedVars(vars.layers)
  return !isTemplatedVar(findVar(vars, name.value))
}

function isFilled(expression: Expression): boolean {
  return (expression.kind === 'list' || expression.kind === 'tuple') && expression.items.length > 0
}

function literalRef(call: Call): Ref | null {
  const { positional, keywords, spread, keywordSpread } = call.arguments
  if (spread !== null || keywordSpread !== null) return null
  const names = positional.map(literalJson)
  if (names.length < 1 || names.length > 2 || !names.every((n) => typeof n === 'string')) return null
  const version = keywords.length === 0 ? null : literalJson((keywords[0] as (typeof keywords)[number]).value)
  if (keywords.length > 1 || keywords.some((k) => k.name !== 'v' && k.name !== 'version')) return null
  if (version !== null && typeof version !== 'string' && typeof version !== 'number') return null
  const [first, second] = names as readonly string[]
  return second === undefined
    ? { name: first ?? '', package: null, version, at: call.span }
    : { name: second, package: first ?? '', version, at: call.span }
}

function literalSource(call: Call): SourceRef | null {
  const { positional, keywords, spread, keywordSpread } = call.arguments
  if (spread !== null || keywordSpread !== null || keywords.length > 0 || positional.length !== 2) return null
  const [source, table] = positional.map(literalJson)
  return typeof source === 'string' && typeof table === 'string' ? { source, table, at: call.span } : null
}

function literalConfig(call: Call): JsonObject | null {
  const { positional, keywords, spread, keywordSpread } = call.arguments
  if (spread !== null || keywordSpread !== null || positional.length > 0 || keywords.length === 0) return null
  const config: Record<string, JsonObject[string]> = {}
  for (const { name, value } of keywords) {
    const content = literalJson(value)
    if (content === undefined) return null
    config[name] = content
  }
  return config
}
