import type { Callable, Value } from '../jinja/values/value.ts'
import { givenNames } from './given-names.ts'
import { hostFunction } from './host-function.ts'

/** `function('name')`, with a package before the name if need be: the function as SQL calls it. */
export function functionFunction(
  resolve: (name: string, packageName: string | null) => Value | Promise<Value>,
): Callable {
  return hostFunction('function', ['*args'], (call) => {
    const [name = '', packageName = null] = givenNames('function', call.rest).toReversed()
    return resolve(name, packageName)
  })
}
