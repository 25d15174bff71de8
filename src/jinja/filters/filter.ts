import type { Tests } from '../tests/test.ts'
import type { MakeUndefined } from '../values/undefined-error.ts'
import type { Kwargs, Value } from '../values/value.ts'

/** `value | name(*args, **kwargs)`. A filter that runs others (`map`) may answer later, because they may. */
export type Filter = (
  context: FilterContext,
  value: Value,
  args: readonly Value[],
  kwargs: Kwargs,
) => Value | Promise<Value>

/** Filters by name. Without a prototype, so that no other name finds anything. */
export type Filters = Readonly<Record<string, Filter>>

/** What filters and tests may ask of the template's surroundings. */
export interface FilterContext {
  readonly filters: Filters
  readonly tests: Tests
  /** A missing value; `reason` is the whole message when the name alone does not say it. */
  makeUndefined: MakeUndefined
  /** A number from 0 up to 1, another one each time, for `random`; `Math.random` where none is given. */
  readonly chance?: (() => number) | undefined
}
