import type { Json, JsonObject } from '../base/json.ts'
import type { Location } from '../base/position.ts'
import type { Column } from './column.ts'
import type { FreshnessThreshold, SourceConfig } from './config.ts'
import type { Resource } from './node.ts'
import type { RelationName } from './relation.ts'

/** One table of a source: data somebody else loads. `name` is the table's. */
export interface Source extends Resource {
  readonly kind: 'source'
  readonly fqn: readonly string[]
  readonly sourceName: string
  readonly sourceDescription: string
  readonly loader: string
  readonly identifier: string
  readonly database: string | null
  readonly schema: string
  readonly relation: RelationName
  readonly quoting: JsonObject
  readonly loadedAtField: string | null
  readonly loadedAtQuery: string | null
  /** Null when freshness is switched off (`freshness: null`). */
  readonly freshness: FreshnessThreshold | null
  readonly external: Json
  readonly description: string
  readonly docBlocks: readonly string[]
  readonly columns: ReadonlyMap<string, Column>
  readonly meta: JsonObject
  readonly sourceMeta: JsonObject
  readonly tags: readonly string[]
  readonly config: SourceConfig
  readonly patchPath: string | null
  readonly unrenderedConfig: JsonObject
  readonly unrenderedDatabase: string | null
  readonly unrenderedSchema: string | null
  readonly createdAt: number
  /** Where it is written. */
  readonly at?: Location
}
