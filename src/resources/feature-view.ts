import type { Location } from '../base/position.ts'
import type { UniqueId } from './ids.ts'

/**
 * What a feature view declares: what is known of an entity, read from one model. Its node is a model that holds the
 * latest values of each entity (the online side); training sets read the same features as of their spine's times.
 */
export interface FeatureView {
  readonly kind: 'feature_view'
  /** The declared entity, or null where the keys are written out. */
  readonly entity: string | null
  readonly keys: readonly string[]
  /** The model, seed, snapshot or source its features are read from. */
  readonly reads: UniqueId
  readonly owner: string | null
  readonly features: readonly Feature[]
}

/** One column of a feature view, and how it comes about. */
export type Feature = LatestFeature | AggregateFeature | ExpressionFeature

interface FeatureBase {
  readonly name: string
  readonly description: string
  /** The PostgreSQL type it is cast to, if any. */
  readonly dtype: string | null
  readonly unit: string | null
  readonly nulls: NullPolicy
  readonly tags: readonly string[]
  readonly at: Location
}

/** The value of a column in the latest usable row, not older than `ttl`. */
export interface LatestFeature extends FeatureBase {
  readonly kind: 'latest'
  readonly column: string
  readonly ttl: string | null
}

/** An aggregate of a column over the usable rows of a window before the prediction. */
export interface AggregateFeature extends FeatureBase {
  readonly kind: 'aggregate'
  readonly function: 'avg' | 'sum' | 'count' | 'min' | 'max' | 'stddev'
  /** A column, an SQL expression over the columns, or `*`. */
  readonly column: string
  readonly window: string
  /** SQL over the columns of the row, or null. */
  readonly where: string | null
}

/** SQL over the other features of the view. */
export interface ExpressionFeature extends FeatureBase {
  readonly kind: 'expression'
  readonly expression: string
}

/** What nulls mean: kept, refused by a test, or replaced by a value (SQL, as written). */
export type NullPolicy =
  | { readonly kind: 'allow' }
  | { readonly kind: 'forbid' }
  | { readonly kind: 'fill'; readonly value: string }
