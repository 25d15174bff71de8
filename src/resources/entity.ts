import type { Location } from '../base/position.ts'
import type { Resource } from './node.ts'

/** Whom or what rows are about (`entities:`): a name for key columns, so that feature views of one entity join alike. */
export interface Entity extends Resource {
  readonly kind: 'entity'
  /** The key columns, in order. */
  readonly keys: readonly string[]
  readonly description: string
  /** Where it is written. */
  readonly at: Location
}
