import { toList } from '../values/iterate.ts'
import { andThen, type MaybeAsync, mapInTurn } from '../values/maybe-async.ts'
import { PythonError } from '../values/python-error.ts'
import { isTrue } from '../values/truth.ts'
import type { Kwargs, Value } from '../values/value.ts'
import { attributeGetter } from './attribute-path.ts'
import { callTest } from './by-name.ts'
import type { Filter, FilterContext } from './filter.ts'

export const select = choosing(true, false)
export const reject = choosing(false, false)
export const selectattr = choosing(true, true)
export const rejectattr = choosing(false, true)

/** Keeps the items whose test (or truth, without one) answers `wanted`; the test looks at the item or an attribute of it. */
function choosing(wanted: boolean, byAttribute: boolean): Filter {
  return (context, value, args, kwargs) => {
    if (!isTrue(value)) return []
    const judge = judgeOf(context, args, kwargs, byAttribute)
    const items = toList(value)
    return andThen(mapInTurn(items, judge), (verdicts) => items.filter((_, index) => verdicts[index] === wanted))
  }
}

function judgeOf(
  context: FilterContext,
  args: readonly Value[],
  kwargs: Kwargs,
  byAttribute: boolean,
): (item: Value) => MaybeAsync<boolean> {
  const [attribute, ...afterAttribute] = args
  if (byAttribute && attribute === undefined)
    throw new PythonError('FilterArgumentError', 'Missing parameter for attribute name')
  const look = byAttribute ? attributeGetter(context, attribute as Value) : (item: Value) => item
  const [name, ...rest] = byAttribute ? afterAttribute : args
  if (name === undefined) return (item) => isTrue(look(item))
  return (item) => callTest(context, name, look(item), rest, kwargs)
}
