import { PythonError } from '../jinja/values/python-error.ts'
import { type Callable, Float, type Value } from '../jinja/values/value.ts'
import type { Ref, Version } from '../resources/ref.ts'
import { wrongArguments } from './errors.ts'
import { hostFunction } from './host-function.ts'

/** `ref('model')`, `ref('package', 'model')`, with `v=`/`version=`. https://docs.getdbt.com/reference/dbt-jinja-functions/ref */
export function refFunction(resolve: (ref: Ref) => Value): Callable {
  return hostFunction('ref', ['*args', '**kwargs'], (call) => {
    const [first, second, ...more] = call.rest
    if (first === undefined || more.length > 0)
      throw wrongArguments('ref', 'takes a model, or a package and a model', call.rest.length)
    for (const part of [first, second]) {
      if (part !== undefined && typeof part !== 'string')
        throw new PythonError('TypeError', 'the arguments of ref() must be strings')
    }
    const version = versionOf(call.keywords.get('version') ?? call.keywords.get('v') ?? null)
    return second === undefined
      ? resolve({ name: first as string, package: null, version })
      : resolve({ name: second as string, package: first as string, version })
  })
}

function versionOf(value: Value): Version | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  if (value instanceof Float) return value.value
  throw new PythonError('TypeError', 'the version of ref() must be a string or a number')
}
