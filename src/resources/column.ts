import type { JsonObject } from '../base/json.ts'
import type { Ref, SourceRef } from './ref.ts'

/** A column as a property file declares it. */
export interface Column {
  readonly name: string
  readonly description: string
  readonly data_type: string | null
  readonly quote: boolean | null
  readonly constraints: readonly Constraint[]
  readonly tags: readonly string[]
  readonly meta: JsonObject
  readonly config: JsonObject
  /** `granularity`, `dimension`, `entity` and whatever else was written, as written. */
  readonly extra: JsonObject
  /** The ids of the docs blocks its description was taken from. */
  readonly docBlocks: readonly string[]
}

export interface Constraint {
  readonly type: string
  readonly name: string | null
  readonly expression: string | null
  readonly columns: readonly string[]
  /** `ref('orders')`, as written. */
  readonly to: string | null
  readonly to_columns: readonly string[]
  readonly warn_unenforced: boolean
  readonly warn_unsupported: boolean
  /** What `to` means, of a foreign key. */
  readonly target?: ForeignTarget
}

export type ForeignTarget =
  | { readonly kind: 'ref'; readonly ref: Ref }
  | { readonly kind: 'source'; readonly source: SourceRef }
