/**
 * Semantic models, metrics and saved queries: what the semantic layer knows of a project. Nothing here runs them; their
 * insides are kept in dbt's words, with every field dbt writes.
 */
import type { Json, JsonObject } from '../base/json.ts'
import type { Location } from '../base/position.ts'
import type { SemanticConfig } from './config.ts'
import type { DependsOn, Resource } from './node.ts'
import type { Ref } from './ref.ts'

interface SemanticBase extends Resource {
  readonly fqn: readonly string[]
  readonly label: string | null
  readonly config: SemanticConfig
  readonly unrenderedConfig: JsonObject
  readonly group: string | null
  readonly tags: readonly string[]
  readonly refs: readonly Ref[]
  readonly dependsOn: DependsOn
  readonly createdAt: number
  /** Where it is written. */
  readonly at: Location
}

/** What the rows of a model are about: entities, dimensions and measures. */
export interface SemanticModel extends SemanticBase {
  readonly kind: 'semantic_model'
  /** As written: `ref('orders')`. */
  readonly model: string
  /** Where the model is; null while it is not known, or switched off. */
  readonly nodeRelation: JsonObject | null
  readonly description: string | null
  readonly defaults: JsonObject | null
  readonly entities: readonly JsonObject[]
  readonly measures: readonly JsonObject[]
  readonly dimensions: readonly JsonObject[]
  readonly primaryEntity: string | null
}

export type MetricType = 'simple' | 'ratio' | 'cumulative' | 'derived' | 'conversion'

/** A number computed from measures, rows of a semantic model, or other metrics. */
export interface Metric extends SemanticBase {
  readonly kind: 'metric'
  readonly type: MetricType
  readonly description: string
  readonly typeParams: JsonObject
  readonly filter: Json
  readonly timeGranularity: string | null
  readonly meta: JsonObject
}

/** Metrics and how to group them, asked for often. */
export interface SavedQuery extends SemanticBase {
  readonly kind: 'saved_query'
  readonly description: string | null
  readonly queryParams: JsonObject
  readonly exports: readonly JsonObject[]
}

export type SemanticResource = SemanticModel | Metric | SavedQuery
