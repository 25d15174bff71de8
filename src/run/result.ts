import type { Diagnostic } from '../base/diagnostic.ts'
import type { BatchResults } from '../resources/batch.ts'
import type { FailingRows } from '../resources/failing-rows.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { QueryResult } from '../resources/query-result.ts'
import type { TableDifference } from './test/table-difference.ts'

/** dbt's words for what became of a node. */
export type NodeStatus = 'success' | 'error' | 'skipped' | 'no-op' | 'partial success' | 'pass' | 'fail' | 'warn'

export interface Timing {
  readonly startedAt: Date
  readonly completedAt: Date
}

/** What PostgreSQL reported of a node's main statement. */
export interface AdapterResponse {
  /** `SELECT 100`, `CREATE VIEW` … */
  readonly message: string
  readonly code: string
  readonly rowsAffected: number | null
}

/** The overloads of a function by the names of their files, and what each was compiled to. */
export interface OverloadResults {
  readonly successful: readonly string[]
  readonly failed: readonly string[]
  readonly code: readonly string[]
}

/** `SELECT 3`, as psql and dbt put it. */
export function responseTo({ command, rowCount }: Pick<QueryResult, 'command' | 'rowCount'>): AdapterResponse {
  return { message: rowCount === null ? command : `${command} ${rowCount}`, code: command, rowsAffected: rowCount }
}

export interface NodeResult {
  readonly id: UniqueId
  readonly status: NodeStatus
  readonly message: string | null
  /** Failing rows (or what `fail_calc` says) of a data test; null for other nodes. */
  readonly failures: number | null
  readonly compile: Timing | null
  readonly execute: Timing | null
  /** Seconds, compiling included. */
  readonly executionTime: number
  readonly threadId: string
  readonly response: AdapterResponse | null
  readonly compiledCode: string | null
  /** Where in the compiled code the database says it failed; lines and columns count from 1. */
  readonly compiledAt?: { readonly line: number; readonly column: number }
  readonly relationName: string | null
  /** Of a model that was built in batches: what became of them. */
  readonly batches?: BatchResults
  /** Of a hook: its place among those of its time, from 1. */
  readonly place?: number
  /** Of a data test that did not pass: the first rows it found, where some were to be kept. */
  readonly failingRows?: FailingRows
  /** Of a unit test that failed: what differs. */
  readonly difference?: TableDifference
  /** Of a function: what became of its overloads. */
  readonly overloads?: OverloadResults
  /** Why it failed, with places in the user's files; warnings too. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface RunResults {
  readonly results: readonly NodeResult[]
  readonly startedAt: Date
  readonly completedAt: Date
  /** Set when the run was told to stop before it was done. */
  readonly interrupted: boolean
}

/** True when anything failed: the process ends with 1. */
export function hasFailures(results: RunResults): boolean {
  return results.results.some(({ status }) => isFailure(status))
}

export function isFailure(status: NodeStatus): boolean {
  return status === 'error' || status === 'fail' || status === 'partial success'
}
