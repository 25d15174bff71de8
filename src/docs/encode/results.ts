import { tellsOfNodes } from '../../artifacts/run-results/last-run.ts'
import { isJsonObject, type Json } from '../../base/json.ts'
import type { FailingFact, LastRun, RunFact, TestFact } from '../site-data.ts'
import { entryOf } from './sections/loose.ts'
import type { SiteArtifacts } from './site-artifacts.ts'

export interface NodeOutcome extends LastRun {
  readonly failures: number | null
}

/** What became of each node the last time it ran. */
export function outcomes({ runResults }: SiteArtifacts): ReadonlyMap<string, NodeOutcome> {
  const found = new Map<string, NodeOutcome>()
  for (const { args, results } of runResults) {
    if (!tellsOfNodes(args)) continue
    for (const { unique_id, status, execution_time, message, failures, timing, adapter_response } of results) {
      const rows = adapter_response.rows_affected
      found.set(unique_id, {
        status,
        at: timing.at(-1)?.completed_at ?? '',
        seconds: execution_time,
        message: message ?? '',
        rows: typeof rows === 'number' && rows >= 0 ? rows : null,
        failures,
      })
    }
  }
  return found
}

/** The last command that built or tested anything. */
export function lastRun({ runResults }: SiteArtifacts): RunFact | null {
  const last = runResults.findLast(({ args }) => tellsOfNodes(args))
  if (last === undefined) return null
  return { command: String(last.args.which), at: last.metadata.generated_at, seconds: last.elapsed_time }
}

const SEVERITY = ['', 'skipped', 'pass', 'success', 'warn', 'fail', 'leak', 'error', 'runtime error']

/** The one of two statuses that a reader should hear of first. */
export function worse(one: string, other: string): string {
  return SEVERITY.indexOf(one) >= SEVERITY.indexOf(other) ? one : other
}

/** The first failing rows of these tests, where a run kept them. */
export function failingRows({ failingRows: kept }: SiteArtifacts, tests: readonly TestFact[]): readonly FailingFact[] {
  const found = kept?.tests
  if (!isJsonObject(found)) return []
  return tests.flatMap(({ id, name, column }) => {
    const { columns, rows, masked, failures } = entryOf(found, id)
    if (!Array.isArray(columns) || !Array.isArray(rows)) return []
    return [
      {
        id,
        name: column === '' ? name : `${column}: ${name}`,
        columns: columns.map(String),
        rows: rows.map((row: Json) => (Array.isArray(row) ? row.map(cell) : [])),
        masked: Array.isArray(masked) ? masked.map(String) : [],
        all: typeof failures === 'number' ? failures : null,
      },
    ]
  })
}

function cell(value: Json): string | null {
  return value === null ? null : typeof value === 'string' ? value : JSON.stringify(value)
}
