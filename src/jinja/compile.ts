import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { locate } from '../base/position.ts'
import type { Block } from './blocks.ts'
import { FunctionCode, type Place, Unit } from './emission.ts'
import { macroArguments } from './emit-macro.ts'
import { declare, emitBody } from './emit-statement.ts'
import type { Environment } from './environment.ts'
import { nestedTooDeeply, unknownFilter, unknownTest } from './errors.ts'
import { leaving, located } from './located.ts'
import { MacroReturn } from './macro-return.ts'
import { RUNTIME } from './runtime.ts'
import { Scope } from './scope.ts'
import type { Template } from './template.ts'
import type { MakeUndefined } from './values/undefined-error.ts'
import type { Callable, Value } from './values/value.ts'

/** Renders to text; `segments` gets four numbers for each piece: where it starts, its span in the file, whether exact. */
export type RenderText = (segments: number[]) => string | Promise<string>

/** Renders to the list of values that are printed. */
export type RenderValues = (values: Value[]) => void | Promise<void>

type Bind<Result> = (template: Template, environment: Environment) => Result

// By tree: templates of one text share it, wherever the text stands.
const texts = new WeakMap<Tree, Bind<RenderText>>()
const values = new WeakMap<Tree, Bind<RenderValues>>()
const macros = new WeakMap<Tree, Bind<Callable>>()

type Tree = Template['body']

/** The template as a function that gives text. Compiled once. */
export function compileText(template: Template): Bind<RenderText> {
  return memoized(texts, template.body, () => {
    const output = { kind: 'text', variable: 'o', mapped: true } as const
    return make(template, (place) => body(template, { ...place, output }, 's', "let o='';", 'return o'), true)
  })
}

/** The template as a function that gives values. Compiled once. */
export function compileValues(template: Template): Bind<RenderValues> {
  return memoized(values, template.body, () => {
    return make(template, (place) => body(template, { ...place, output: { kind: 'values' } }, 'n', '', ''), true)
  })
}

/** The macro, test or materialization as a callable. Compiled once. */
export function compileMacro(block: Block): Bind<Callable> {
  return memoized(macros, block.body, () =>
    make(block, (place) => `callableMacro(${macroArguments(block, block.name, place)},missing)`, false),
  )
}

function memoized<Key extends object, Made>(memo: WeakMap<Key, Made>, key: Key, compile: () => Made): Made {
  let made = memo.get(key)
  if (made === undefined) {
    made = compile()
    memo.set(key, made)
  }
  return made
}

/** The function around the outermost body. */
function body(template: Template, place: Place, parameter: string, before: string, after: string): string {
  const { scope, into } = place
  scope.analyze(template.body)
  declare(scope, place)
  emitBody(template.body, place)
  const guarded = `try{${into.code}${after}}catch(e){throw failed(e,p)}`
  return `(${into.keyword}(${parameter}){${before}let p=0;${into.declarations}${guarded}})`
}

function make<Result>(first: Template, emit: (place: Place) => string, isShape: boolean): Bind<Result> {
  const unit = new Unit(first.source, isShape)
  let factory: Factory<Result>
  try {
    const scope = new Scope(unit)
    const into = new FunctionCode(unit.fresh)
    const output = { kind: 'values' } as const
    const code = emit({ unit, into, scope, output, optional: false, pending: new Set() })
    const setUp = `const d={n:0};${unit.lookups()}`
    // Functions in parentheses are compiled at once; else V8 reads each two times over, at a tenth of a run's time.
    const source = `'use strict';const{${Object.keys(RUNTIME).join()}}=runtime;return(function(env,lookup,missing,failed,left){${setUp}return ${code}})`
    factory = functionOf(source)(RUNTIME, unit.constants) as Factory<Result>
  } catch (error) {
    if (error instanceof RangeError) throw nestedTooDeeply(first, first.span.start)
    throw error
  }
  return (template, environment) => {
    const unknown = unknownUses(template, unit, environment)
    if (unknown[0] !== undefined) throw new AssayError(unknown[0], ...unknown.slice(1))
    return factory(environment, ...hooks(template, unit, environment))
  }
}

type Compiled = (runtime: typeof RUNTIME, constants: readonly unknown[]) => unknown

/** Templates of nodes run once each, and most have one of a few shapes: a function for each shape. */
const functions = new Map<string, Compiled>()
const LONGEST_KEPT = 8000
const MOST_KEPT = 1000

/** JavaScript as a function; the same one again where it was met before. */
function functionOf(source: string): Compiled {
  const known = functions.get(source)
  if (known !== undefined) return known
  const made = new Function('runtime', 'k', source) as Compiled
  if (source.length <= LONGEST_KEPT && functions.size < MOST_KEPT) functions.set(source, made)
  return made
}

type Factory<Result> = (
  environment: Environment,
  lookup: (name: string) => Value,
  missing: MakeUndefined,
  failed: (thrown: unknown, offset: number, macro?: string) => unknown,
  left: (thrown: unknown, offset: number, macro: string) => Value,
) => Result

/** What the code needs of its environment: names, missing values, and errors with a place. */
function hooks(template: Template, unit: Unit, environment: Environment) {
  const missing: MakeUndefined = (...asked) => environment.makeUndefined(...asked)
  const lookup = (name: string): Value => {
    const value = environment.lookup(name)
    return value === undefined ? missing(name) : value
  }
  const names = () => new Set([...unit.assigned, ...(environment.names?.() ?? [])])
  /** The error to throw on; what `return` throws is none. */
  const failed = (thrown: unknown, offset: number, macro?: string): unknown => {
    if (thrown instanceof MacroReturn) return thrown
    const error = located(thrown, template, offset, names)
    return macro === undefined ? error : leaving(error, macro)
  }
  /** At a macro's boundary: the value that `return` gave, or the error is thrown on. */
  const left = (thrown: unknown, offset: number, macro: string): Value => {
    if (thrown instanceof MacroReturn) return thrown.value
    throw failed(thrown, offset, macro)
  }
  return [lookup, missing, failed, left] as const
}

/** The filters and tests that the template uses for certain and the environment does not have. */
function unknownUses({ source, file }: Template, unit: Unit, { filters, tests }: Environment): Diagnostic[] {
  return unit.uses.flatMap(({ kind, name, offset, optional }) => {
    const known = kind === 'filter' ? filters : tests
    if (optional || Object.hasOwn(known, name)) return []
    const at = locate(source, offset, file)
    return [(kind === 'filter' ? unknownFilter : unknownTest)(name, Object.keys(known), at)]
  })
}
