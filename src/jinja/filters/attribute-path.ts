import { item } from '../values/access.ts'
import { textOf } from '../values/text.ts'
import { Undefined, type Value } from '../values/value.ts'
import type { FilterContext } from './filter.ts'

/** Follows `a.b.0` from a value; digits are list indexes. With a default, missing steps along the way become it. */
export function attributeGetter(
  context: FilterContext,
  attribute: Value,
  whenMissing: Value = null,
): (value: Value) => Value {
  const parts = pathOf(attribute)
  return (value) => {
    let found = value
    for (const part of parts) {
      found = item(found, part, context.makeUndefined)
      if (whenMissing !== null && found instanceof Undefined) found = whenMissing
    }
    return found
  }
}

/** The keys to sort by: one for each attribute of `a,b.c`; None is the value itself. */
export function attributesGetter(context: FilterContext, attributes: Value): (value: Value) => Value[] {
  const text = textOf(attributes)
  const getters = (text === undefined ? [attributes] : text.split(',')).map((path) => attributeGetter(context, path))
  return (value) => getters.map((get) => get(value))
}

/** Text in lower case, anything else as it is: how filters compare unless told to mind the case. */
export function ignoreCase(value: Value): Value {
  return textOf(value)?.toLowerCase() ?? value
}

function pathOf(attribute: Value): readonly Value[] {
  if (attribute === null) return []
  const text = textOf(attribute)
  if (text === undefined) return [attribute]
  return text.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}
