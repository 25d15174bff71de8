import type { FilterContext } from '../filters/filter.ts'
import type { Kwargs, Value } from '../values/value.ts'

/** `value is name(*args, **kwargs)` */
export type Test = (
  context: FilterContext,
  value: Value,
  args: readonly Value[],
  kwargs: Kwargs,
) => boolean | Promise<boolean>

/** Tests by name. Without a prototype, so that no other name finds anything. */
export type Tests = Readonly<Record<string, Test>>
