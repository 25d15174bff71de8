import { PythonError } from '../jinja/values/python-error.ts'
import { textOf } from '../jinja/values/text.ts'
import type { Callable, Value } from '../jinja/values/value.ts'
import type { SourceRef } from '../resources/ref.ts'
import { wrongArguments } from './errors.ts'
import { hostFunction } from './host-function.ts'

/** `source('source', 'table')`. https://docs.getdbt.com/reference/dbt-jinja-functions/source */
export function sourceFunction(resolve: (ref: SourceRef) => Value): Callable {
  return hostFunction('source', ['*args'], (call) => {
    if (call.rest.length !== 2) throw wrongArguments('source', 'takes a source and one of its tables', call.rest.length)
    const [source, table] = call.rest.map(textOf)
    if (source === undefined || table === undefined)
      throw new PythonError('TypeError', 'the arguments of source() must be strings')
    return resolve({ source, table })
  })
}
