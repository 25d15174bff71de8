import { PythonError } from './python-error.ts'
import { quote } from './quote.ts'
import type { Kwargs, Value } from './value.ts'

/** One value for each parameter, in their order; undefined where an optional one was not given. */
export type Bound<Required extends readonly string[], Optional extends readonly string[]> = readonly [
  ...{ [Index in keyof Required]: Value },
  ...{ [Index in keyof Optional]: Value | undefined },
]

/**
 * Binds arguments as `def name(required…, optional=…)` would, with Python's errors. Counts and names are those that the
 * template wrote: the piped value of a filter is not among them.
 */
export function signature<const Required extends readonly string[], const Optional extends readonly string[] = []>(
  name: string,
  required: Required,
  optional?: Optional,
): (args: readonly Value[], kwargs: Kwargs) => Bound<Required, Optional> {
  const parameters = [...required, ...(optional ?? [])]
  return (args, kwargs) => {
    if (args.length > parameters.length) throw tooMany(name, required.length, parameters.length, args.length)
    const bound: (Value | undefined)[] = parameters.map((_, index) => args[index])
    for (const [key, value] of kwargs) {
      const index = parameters.indexOf(key)
      if (index < 0) throw wrong(`${name}() got an unexpected keyword argument ${quote(key)}`)
      if (index < args.length) throw wrong(`${name}() got multiple values for argument ${quote(key)}`)
      bound[index] = value
    }
    const missing = required.filter((_, index) => bound[index] === undefined)
    if (missing.length > 0) throw tooFew(name, missing)
    // Every required parameter has just been found to be there.
    return bound as unknown as Bound<Required, Optional>
  }
}

function tooMany(name: string, least: number, most: number, given: number): PythonError {
  const expected = least === most ? plural(most) : `from ${least} to ${most} positional arguments`
  return wrong(`${name}() takes ${expected} but ${given} ${given === 1 ? 'was' : 'were'} given`)
}

function tooFew(name: string, missing: readonly string[]): PythonError {
  const names = missing.map(quote)
  const last = names.at(-1) as string
  const list = names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')}, and ${last}`
  return wrong(
    `${name}() missing ${names.length} required positional argument${names.length === 1 ? '' : 's'}: ${list}`,
  )
}

function plural(count: number): string {
  return `${count} positional argument${count === 1 ? '' : 's'}`
}

function wrong(message: string): PythonError {
  return new PythonError('TypeError', message)
}
