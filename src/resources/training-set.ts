import type { UniqueId } from './ids.ts'

/** What a training set declares: a spine, and the features it is enriched with as of the spine's times. */
export interface TrainingSet {
  readonly kind: 'training_set'
  /** The model with entity, prediction time and label. */
  readonly spine: UniqueId
  readonly views: readonly TrainingView[]
  /** The columns of the spine that tell the outcome. */
  readonly label: readonly string[]
  /** The column of the spine that says when the label was known; null where none is. */
  readonly labelObservedAt: string | null
  readonly splits: Splits | null
}

/** A feature view in a training set. */
export interface TrainingView {
  readonly view: UniqueId
  /** Those wanted; null: all. */
  readonly features: readonly string[] | null
  readonly prefix: string
  /** `{spine column: key of the view}`, where the spine calls a key otherwise; null: it does not. */
  readonly entity: Readonly<Record<string, string>> | null
}

/**
 * Spans of prediction time, laid end to end backward from `asOf` less `labelLag`: the last one written lies latest.
 * Lengths are as people write them: `12 months`.
 */
export interface Splits {
  readonly spans: readonly SplitSpan[]
  /** How long after its prediction a label may come; what is younger than that is in no split. */
  readonly labelLag: string | null
  /** Left out between one split and the next. */
  readonly embargo: string | null
  /** The date they are counted back from; null: the day of the run, or `--as-of`. */
  readonly asOf: string | null
  /** Columns whose values must not be in two splits (customers, say); none: only time divides. */
  readonly group: readonly string[]
}

export interface SplitSpan {
  readonly name: string
  readonly length: string
}
