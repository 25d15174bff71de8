import type { Location, Span } from '../base/position.ts'

export type Version = string | number

/** One `ref(…)`: `package` and `version` where the author gave them. */
export interface Ref {
  readonly name: string
  readonly package: string | null
  readonly version: Version | null
  readonly at?: Span
  /** Where it stands, if that is not in the node's template. */
  readonly place?: Location
}

/** One `source(source, table)`. */
export interface SourceRef {
  readonly source: string
  readonly table: string
  readonly at?: Span
  readonly place?: Location
}
