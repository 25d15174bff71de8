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
    const parts = call.rest.filter((part) => typeof part === 'string')
    if (parts.length !== call.rest.length || parts.length < 1 || parts.length > 2) {
      throw wrongArguments(name, 'takes a name, or a package and a name', call.rest.length)
    }
    record(parts)
    return answer
  })
}
