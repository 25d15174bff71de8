import { iterate } from '../values/iterate.ts'
import { type MaybeAsync, mapInTurn } from '../values/maybe-async.ts'
import { PythonError } from '../values/python-error.ts'
import { quote } from '../values/quote.ts'
import { isTrue } from '../values/truth.ts'
import type { Kwargs, Value } from '../values/value.ts'
import { attributeGetter } from './attribute-path.ts'
import { callFilter } from './by-name.ts'
import type { Filter, FilterContext } from './filter.ts'

/** An attribute of each item, or each item through a filter. */
export const map: Filter = (context, value, args, kwargs) => {
  if (!isTrue(value)) return []
  return mapInTurn(iterate(value), stepOf(context, args, kwargs))
}

function stepOf(context: FilterContext, args: readonly Value[], kwargs: Kwargs): (item: Value) => MaybeAsync<Value> {
  const [name, ...rest] = args
  if (name !== undefined) return (item) => callFilter(context, name, item, rest, kwargs)
  const attribute = kwargs.get('attribute')
  if (attribute === undefined) throw new PythonError('FilterArgumentError', 'map requires a filter argument')
  for (const key of kwargs.keys())
    if (key !== 'attribute' && key !== 'default')
      throw new PythonError('FilterArgumentError', `Unexpected keyword argument ${quote(key)}`)
  return attributeGetter(context, attribute, kwargs.get('default'))
}
