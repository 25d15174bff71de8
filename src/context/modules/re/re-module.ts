import { signature } from '../../../jinja/values/arguments.ts'
import { callValue } from '../../../jinja/values/call.ts'
import { integerOf } from '../../../jinja/values/integer.ts'
import { repr } from '../../../jinja/values/print.ts'
import { PythonError } from '../../../jinja/values/python-error.ts'
import { textOf } from '../../../jinja/values/text.ts'
import { typeName } from '../../../jinja/values/type-name.ts'
import { TypeObject } from '../../../jinja/values/type-object.ts'
import { type Callable, Dict, NO_KWARGS, PySet, type Value } from '../../../jinja/values/value.ts'
import { decodedText } from './arguments.ts'
import { DEBUG, FLAG_NAMES, flagless, LOCALE, RegexFlag, TEMPLATE } from './flags.ts'
import { Pattern } from './pattern.ts'

/** How many patterns are kept ready. */
const KEPT = 512

/** Patterns that were asked for, by flags and text. */
type Cache = Map<string, Pattern>

/**
 * `modules.re`: Python's regular expressions, with a machine of our own rather than JavaScript's. The two differ where
 * groups are repeated, where a reference's group took no part, in what a round that matches nothing does, and in all that
 * JavaScript lacks (conditionals, atomic groups, flags inside a pattern): a translation could not be exact.
 * Each call of this makes a module that keeps its own patterns ready.
 */
export function reModule(): Value {
  const cache: Cache = new Map()
  const module = new Dict()
  for (const method of METHODS) module.set(method.name, moduleFunction(method, cache))
  const compile = signature('compile', ['pattern'], ['flags'])
  module.set('compile', (args, kwargs) => {
    const [pattern, flags = 0] = compile(args, kwargs)
    return compiled(pattern, flags, cache)
  })
  module.set('purge', (args, kwargs) => {
    signature('purge', [])(args, kwargs)
    cache.clear()
    return null
  })
  const escapeArguments = signature('escape', ['pattern'])
  module.set('escape', (args, kwargs) => escaped(decodedText(escapeArguments(args, kwargs)[0])))
  module.set('error', new TypeObject('re.error', unmakeable('re.error')))
  module.set('Pattern', new TypeObject('re.Pattern', unmakeable('re.Pattern')))
  module.set('Match', new TypeObject('re.Match', unmakeable('re.Match')))
  for (const [name, flag] of FLAG_NAMES) {
    if (flag === TEMPLATE || flag === DEBUG) continue
    module.set(name, new RegexFlag(flag))
    module.set(SHORT[name] ?? name.charAt(0), new RegexFlag(flag))
  }
  module.set('NOFLAG', new RegexFlag(0))
  module.set('RegexFlag', new TypeObject('RegexFlag', regexFlag))
  return module
}

/** VERBOSE and DOTALL come from Perl, where their letters are x and s. */
const SHORT: Readonly<Record<string, string>> = { VERBOSE: 'X', DOTALL: 'S' }

interface ModuleMethod {
  readonly name: string
  /** What comes between the pattern and the flags. */
  readonly required: readonly string[]
  readonly optional: readonly string[]
}

/** The functions that compile a pattern and call its method of the same name. */
const METHODS: readonly ModuleMethod[] = [
  { name: 'match', required: ['string'], optional: [] },
  { name: 'fullmatch', required: ['string'], optional: [] },
  { name: 'search', required: ['string'], optional: [] },
  { name: 'findall', required: ['string'], optional: [] },
  { name: 'finditer', required: ['string'], optional: [] },
  { name: 'split', required: ['string'], optional: ['maxsplit'] },
  { name: 'sub', required: ['repl', 'string'], optional: ['count'] },
  { name: 'subn', required: ['repl', 'string'], optional: ['count'] },
]

function moduleFunction({ name, required, optional }: ModuleMethod, cache: Cache): Callable {
  const bind = signature(name, ['pattern', ...required], [...optional, 'flags'])
  return (args, kwargs) => {
    const [pattern, ...rest] = bind(args, kwargs)
    const flags = rest.pop()
    const method = compiled(pattern as Value, flags === undefined ? 0 : flags, cache).attribute(name) as Value
    const given = rest.filter((value) => value !== undefined)
    return callValue(method, given, NO_KWARGS)
  }
}

function compiled(pattern: Value, flags: Value, cache: Cache): Pattern {
  if (pattern instanceof Pattern) {
    if (flagBits(flags) === 0) return pattern
    throw new PythonError('ValueError', 'cannot process flags argument with a compiled pattern')
  }
  const source = textOf(pattern)
  if (source === undefined) {
    // Python looks among the patterns it keeps first, which a list cannot be a key of.
    new PySet([pattern])
    throw new PythonError('TypeError', 'first argument must be string or compiled pattern')
  }
  const bits = flagBits(flags)
  const key = `${bits}:${source}`
  let found = cache.get(key)
  if (found === undefined) {
    found = new Pattern(source, bits)
    if (cache.size >= KEPT) cache.clear()
    cache.set(key, found)
  }
  return found
}

function flagBits(value: Value): number {
  const flags = integerOf(flagless(value))
  if (flags === undefined)
    throw new PythonError('TypeError', `unsupported operand type(s) for &: '${typeName(value)}' and 'RegexFlag'`)
  if (typeof flags === 'bigint') throw new PythonError('OverflowError', 'Python int too large to convert to C int')
  if ((flags & LOCALE) !== 0) throw new PythonError('ValueError', 'cannot use LOCALE flag with a str pattern')
  return flags
}

const flagArguments = signature('RegexFlag', ['value'])

const regexFlag: Callable = (args, kwargs) => {
  const [value] = flagArguments(args, kwargs)
  const flags = integerOf(flagless(value))
  if (typeof flags === 'number') return new RegexFlag(flags)
  throw new PythonError('ValueError', `${repr(value)} is not a valid RegexFlag`)
}

function escaped(text: string): string {
  return text.replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&')
}

function unmakeable(name: string): Callable {
  return () => {
    throw new PythonError('TypeError', `cannot create '${name}' instances`)
  }
}
