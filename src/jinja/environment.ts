import type { FilterContext } from './filters/filter.ts'
import type { Value } from './values/value.ts'

/** What surrounds a template while it renders. Built-in filters, tests and globals are the host's to include. */
export interface Environment extends FilterContext {
  /** The value of a name that the template does not assign itself; undefined when there is none. Asked at each use. */
  lookup(name: string): Value | undefined
  /** Names to suggest when a name is missing. */
  names?(): Iterable<string>
}
