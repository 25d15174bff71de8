import type { JsonObject } from '../base/json.ts'
import type { Location } from '../base/position.ts'
import type { Owner } from './exposure.ts'
import type { Resource } from './node.ts'

/** A set of models with an owner; private models are seen inside their group only. */
export interface Group extends Resource {
  readonly kind: 'group'
  readonly owner: Owner
  readonly description: string | null
  readonly config: JsonObject
  /** Where it is written. */
  readonly at: Location
}
