import { didYouMean } from '../base/near-miss.ts'
import { PythonError } from '../jinja/values/python-error.ts'
import { textOf } from '../jinja/values/text.ts'
import { isTrue } from '../jinja/values/truth.ts'
import type { Callable, Kwargs, Value } from '../jinja/values/value.ts'

/**
 * How a lent function is called, in Python's manner: `name` is required, `name?` may be left out,
 * `*name` takes the other positional arguments, `**name` the other keyword ones.
 */
export type Signature = readonly string[]

/** The arguments of one call, by name. */
export class Arguments {
  readonly #function: string
  readonly #named: ReadonlyMap<string, Value>
  /** Positional arguments past the named ones. */
  readonly rest: readonly Value[]
  /** Keyword arguments that no parameter takes. */
  readonly keywords: Kwargs

  constructor(name: string, named: ReadonlyMap<string, Value>, rest: readonly Value[], keywords: Kwargs) {
    this.#function = name
    this.#named = named
    this.rest = rest
    this.keywords = keywords
  }

  /** The argument, or undefined where it was left out. */
  get(name: string): Value | undefined {
    return this.#named.get(name)
  }

  /** An argument of any type; None where it was left out. */
  value(name: string): Value {
    const value = this.#named.get(name)
    return value === undefined ? null : value
  }

  /** A string argument; anything else is a TypeError that names function and parameter. */
  text(name: string): string {
    const text = textOf(this.value(name))
    if (text !== undefined) return text
    throw new PythonError('TypeError', `${this.#function}() argument '${name}' must be a string`)
  }

  /** A string argument, or null where it was left out or is None. */
  optionalText(name: string): string | null {
    const value = this.#named.get(name)
    return value === undefined || value === null ? null : this.text(name)
  }

  /** Whether the argument is true as Python takes it, `otherwise` where it was left out. */
  flag(name: string, otherwise: boolean): boolean {
    const value = this.#named.get(name)
    return value === undefined ? otherwise : isTrue(value)
  }
}

/** A function lent to templates. Calls that do not fit the signature fail with Python's own words. */
export function hostFunction(
  name: string,
  signature: Signature,
  body: (call: Arguments) => Value | Promise<Value>,
): Callable {
  const positional = signature.filter((p) => !p.startsWith('*')).map((p) => p.replace('?', ''))
  const required = signature.filter((p) => !p.startsWith('*') && !p.endsWith('?'))
  const takesRest = signature.some((p) => p.startsWith('*') && !p.startsWith('**'))
  const takesKeywords = signature.some((p) => p.startsWith('**'))

  return (args, kwargs) => {
    const named = new Map<string, Value>()
    if (args.length > positional.length && !takesRest) throw tooMany(name, positional.length, args.length)
    for (const [index, parameter] of positional.entries()) {
      const value = args[index]
      if (value !== undefined) named.set(parameter, value)
    }
    const others = new Map<string, Value>()
    for (const [key, value] of kwargs) {
      if (!positional.includes(key)) {
        if (!takesKeywords) throw unexpected(name, key, positional)
        others.set(key, value)
      } else if (named.has(key)) {
        throw new PythonError('TypeError', `${name}() got multiple values for argument '${key}'`)
      } else named.set(key, value)
    }
    const missing = required.filter((parameter) => !named.has(parameter))
    if (missing.length > 0) throw missingArguments(name, missing)
    return body(new Arguments(name, named, args.slice(positional.length), others))
  }
}

function unexpected(name: string, key: string, known: readonly string[]): PythonError {
  const taken = known.length === 0 ? `${name}() takes no keyword arguments` : `${name}() takes ${known.join(', ')}`
  return new PythonError(
    'TypeError',
    `${name}() got an unexpected keyword argument '${key}'`,
    didYouMean(key, known) ?? taken,
  )
}

function tooMany(name: string, most: number, given: number): PythonError {
  const arguments_ = most === 1 ? 'argument' : 'arguments'
  return new PythonError('TypeError', `${name}() takes ${most} positional ${arguments_} but ${given} were given`)
}

function missingArguments(name: string, missing: readonly string[]): PythonError {
  const list = missing.map((m) => `'${m}'`)
  const text = list.length === 1 ? list[0] : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`
  const arguments_ = missing.length === 1 ? 'argument' : 'arguments'
  return new PythonError('TypeError', `${name}() missing ${missing.length} required positional ${arguments_}: ${text}`)
}
