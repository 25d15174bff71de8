import { PythonError } from '../../jinja/values/python-error.ts'
import { quote } from '../../jinja/values/quote.ts'
import type { Callable, Value } from '../../jinja/values/value.ts'

/** A method that Python has in C: its arguments may be named, and wrong ones are refused in that language's words. */
export function nativeFunction(
  name: string,
  required: readonly string[],
  optional: readonly string[],
  run: (args: readonly (Value | undefined)[]) => Value | Promise<Value>,
): Callable {
  const parameters = [...required, ...optional]
  return (args, kwargs) => {
    const given = args.length + kwargs.size
    if (given > parameters.length) {
      const most = parameters.length === 1 ? '1 argument' : `${parameters.length} arguments`
      throw wrong(`${name}() takes at most ${most} (${given} given)`)
    }
    const missing = required.findIndex((parameter, index) => index >= args.length && !kwargs.has(parameter))
    if (missing >= 0)
      throw wrong(`${name}() missing required argument ${quote(required[missing] ?? '')} (pos ${missing + 1})`)
    const bound: (Value | undefined)[] = parameters.map((_, index) => args[index])
    for (const [key, value] of kwargs) {
      const index = parameters.indexOf(key)
      if (index < 0) throw wrong(`${quote(key)} is an invalid keyword argument for ${name}()`)
      if (index < args.length)
        throw wrong(`argument for ${name}() given by name (${quote(key)}) and position (${index + 1})`)
      bound[index] = value
    }
    return run(bound)
  }
}

function wrong(message: string): PythonError {
  return new PythonError('TypeError', message)
}
