import { PythonError } from '../jinja/values/python-error.ts'
import { textOf } from '../jinja/values/text.ts'
import { isTrue } from '../jinja/values/truth.ts'
import { type Callable, Float, type Value } from '../jinja/values/value.ts'
import type { Ref, Version } from '../resources/ref.ts'
import { wrongArguments } from './errors.ts'
import { hostFunction } from './host-function.ts'

/** `ref('model')`, `ref('package', 'model')`, with `v=`/`version=`. https://docs.getdbt.com/reference/dbt-jinja-functions/ref */
export function refFunction(resolve: (ref: Ref) => Value | Promise<Value>): Callable {
  return hostFunction('ref', ['*args', '**kwargs'], (call) => {
    const { rest, keywords } = call
    if (rest.length < 1 || rest.length > 2)
      throw wrongArguments('ref', 'takes a model, or a package and a model', rest.length)
    const [name, packageName = null] = [...rest].reverse()
    const version = versionOf([keywords.get('version'), keywords.get('v')])
    return resolve({
      name: requireText(name),
      package: packageName === null ? null : requireText(packageName),
      version,
    })
  })
}

function requireText(value: Value | undefined): string {
  const text = value === undefined ? undefined : textOf(value)
  if (text !== undefined) return text
  throw new PythonError('TypeError', 'the arguments of ref() must be strings')
}

/** The first that is true, as in dbt. */
function versionOf(given: readonly (Value | undefined)[]): Version | null {
  const value = given.find((version) => version !== undefined && isTrue(version))
  if (value === undefined) return null
  const text = textOf(value)
  if (text !== undefined) return text
  if (typeof value === 'number') return value
  if (value instanceof Float) return value.value
  throw new PythonError('TypeError', 'the version of ref() must be a string or a number')
}
