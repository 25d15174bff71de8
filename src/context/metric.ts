import type { Callable } from '../jinja/values/value.ts'
import { givenNames } from './given-names.ts'
import { hostFunction } from './host-function.ts'

/** `metric('name')`, with a package before the name if need be. */
export function metricFunction(record: (parts: readonly string[]) => void): Callable {
  return hostFunction('metric', ['*args'], (call) => {
    record(givenNames('metric', call.rest))
    return ''
  })
}
