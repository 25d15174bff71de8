/**
 * Reports for other programs. The flow: results of a run, or verdicts of gates → `Checked` → one pure encoder for each
 * format. What was checked is the same in all of them; only what a format has room for differs.
 */
import type { Location } from '../base/position.ts'
import type { FailingRows } from '../resources/failing-rows.ts'

/** `error`: nobody knows whether it holds. */
export type CheckedStatus = 'pass' | 'warn' | 'fail' | 'error' | 'skipped'

/** One thing that was checked, or built. */
export interface Checked {
  /** The same from run to run: a unique id, or `gate.coverage.docs`. */
  readonly id: string
  /** What stands together in a report: `data tests`, `models`, `gates`. */
  readonly suite: string
  readonly name: string
  /** What kind of fault it would be: `data-test/not_null`, `unit-test`, `gate/freshness`. */
  readonly rule: string
  readonly status: CheckedStatus
  /** What is wrong, or why it was skipped; the first line says it alone. Empty where there is nothing to say. */
  readonly message: string
  readonly seconds: number
  readonly at: Location | null
  readonly rows: FailingRows | null
}

/** A report before it is written in any format. */
export interface ReportFacts {
  /** `assay gate` */
  readonly title: string
  readonly version: string
  readonly startedAt: Date
  readonly completedAt: Date
  readonly checked: readonly Checked[]
  /** What a reader sees first, where there is such a table. */
  readonly table: ReportTable | null
  /** The project file, for what has no place of its own where a format wants one. */
  readonly home: string
  /** The project's folder from the repository's on, with a slash at its end; empty where they are the same. */
  readonly prefix: string
}

export interface ReportTable {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** What did not go as it should. */
export function isFault({ status }: Pick<Checked, 'status'>): boolean {
  return status === 'warn' || status === 'fail' || status === 'error'
}

/** `models/orders.yml`, from the repository's folder on; null where there is no file. */
export function fileOf({ at }: Pick<Checked, 'at'>, prefix: string): string | null {
  return at === null ? null : `${prefix}${at.file}`
}
