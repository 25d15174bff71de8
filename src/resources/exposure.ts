import type { JsonObject } from '../base/json.ts'
import type { Location } from '../base/position.ts'
import type { ExposureConfig } from './config.ts'
import type { DependsOn, Resource } from './node.ts'
import type { Ref, SourceRef } from './ref.ts'

export type ExposureType = 'dashboard' | 'notebook' | 'analysis' | 'ml' | 'application'

export interface Owner {
  readonly name: string | null
  readonly email: string | readonly string[] | null
  readonly extra: JsonObject
}

/** A use of the data outside the project. */
export interface Exposure extends Resource {
  readonly kind: 'exposure'
  readonly fqn: readonly string[]
  readonly type: ExposureType
  readonly owner: Owner
  readonly description: string
  readonly label: string | null
  readonly maturity: 'low' | 'medium' | 'high' | null
  readonly url: string | null
  readonly meta: JsonObject
  readonly tags: readonly string[]
  readonly config: ExposureConfig
  readonly unrenderedConfig: JsonObject
  readonly refs: readonly Ref[]
  readonly sources: readonly SourceRef[]
  readonly metrics: readonly (readonly string[])[]
  readonly dependsOn: DependsOn
  readonly createdAt: number
  /** Where it is written. */
  readonly at?: Location
}
