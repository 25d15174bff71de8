/**
 * Leakage found by experiment: what a model says of the past must not change when the future is taken away, or altered.
 *
 *   planExperiment → for each cut time and mode: `showInputs` → rebuild → `compareModel` → `judge`
 *
 * Words. *Input*: a source, seed or snapshot the models read. *Cut*: a moment; what happened or became known after it is
 * hidden from the inputs (`truncate`) or altered (`perturb`). *Past*: the rows of a model that had happened and were known
 * at the cut. The past of the model as it is and of the model as it was rebuilt must be the same. It is a test, no proof.
 */
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Mode } from '../scratch/show-input.ts'

export type Verdict = 'leak' | 'clean' | 'inconclusive'

/** The columns of a model's past that differ, in one cut and mode. */
export interface Difference {
  readonly mode: Mode
  readonly cut: string
  /** Rows of the past that differ, are gone or came to it. */
  readonly rows: number
  /** `*` stands for rows that are gone or came to it. */
  readonly columns: readonly string[]
  readonly example: Example | null
}

/** One row that differs: what identifies it, and its columns that differ. Null where there is no such row. */
export interface Example {
  readonly key: Readonly<Record<string, string | null>>
  readonly before: Readonly<Record<string, string | null>> | null
  readonly after: Readonly<Record<string, string | null>> | null
}

export interface ModelVerdict {
  readonly id: UniqueId
  readonly name: string
  readonly verdict: Verdict
  /** The cut times it was tried at. */
  readonly cuts: readonly string[]
  readonly differences: readonly Difference[]
  /** Of what it is made of, the first model that differs; the model itself if none before it does. */
  readonly firstAncestor: string | null
  /** From there to the model. */
  readonly path: readonly string[]
  /** Why nothing can be said, or not all. */
  readonly reasons: readonly Diagnostic[]
}

export interface LeakageReport {
  readonly verdict: Verdict
  readonly models: readonly ModelVerdict[]
}

/** A leak anywhere is a leak; else what is not known decides. */
export function overall(models: readonly { readonly verdict: Verdict }[]): Verdict {
  if (models.some(({ verdict }) => verdict === 'leak')) return 'leak'
  return models.some(({ verdict }) => verdict === 'inconclusive') ? 'inconclusive' : 'clean'
}
