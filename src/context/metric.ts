import { textOf } from '../jinja/values/text.ts'
import type { Callable, Value } from '../jinja/values/value.ts'
import { wrongArguments } from './errors.ts'
import { hostFunction } from './host-function.ts'

/** `metric('name')` and `function('name')`, both with a package before the name if need be. */
export function metricFunction(
  name: 'metric' | 'function',
  record: (parts: readonly string[]) => void,
  answer: Value = '',
): Callable {
  return hostFunction(name, ['*args'], (call) => {
    const [first = null] = call.rest
    // A package can be None, which is none.
    const names = call.rest.length === 2 && first === null ? call.rest.slice(1) : call.rest
    const parts = names.map(textOf).filter((part) => part !== undefined)
    if (parts.length !== names.length || parts.length < 1 || parts.length > 2) {
      throw wrongArguments(name, 'takes a name, or a package and a name', call.rest.length)
    }
    record(parts)
    return answer
  })
}
