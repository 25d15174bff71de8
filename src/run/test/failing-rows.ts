import type { FailingRows } from '../../resources/failing-rows.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { DataTest } from '../../resources/node.ts'
import { columnsSeenBy } from '../../resources/personal.ts'
import type { QueryResult } from '../../resources/query-result.ts'
import type { Job } from '../job.ts'

/** Longer values are cut: a row is to be recognized, not read. */
const LONGEST_VALUE = 200

const MASK = '***'

/** What `unique` and `accepted_values` count; a number of rows is nobody's. */
const COUNT = 'n_records'

/** What dbt's own tests call the column they are about. */
const ABOUT: ReadonlySet<string> = new Set(['unique_field', 'value_field', 'from_field'])

/** Of the columns that a test selects, whether they hold values of personal ones; `unknown` where nobody can say. */
export type HeldColumns = ReadonlyMap<string, 'personal' | 'harmless' | 'unknown'>

/** Finds that out; empty where there is nothing to be hidden. */
export type TraceTest = (job: Job<DataTest>, columns: readonly string[]) => Promise<HeldColumns>

export interface ShownRows {
  readonly manifest: Manifest
  readonly limit: number
  readonly traceTest?: TraceTest
}

/** The first rows of what a data test selects: its SQL, or the table that keeps its failures. */
export async function firstFailingRows(
  job: Job<DataTest>,
  sql: string,
  { manifest, limit, traceTest }: ShownRows,
): Promise<FailingRows> {
  const found = await job.connection.last(`select * from (\n${sql}\n) as failing_rows limit ${limit}`)
  const names = found.columns.map(({ name }) => name)
  return masked(job.node, found, manifest, (await traceTest?.(job, names)) ?? new Map())
}

/**
 * Hides the values of personal columns, by what columns are made of. Where that is not known, by their names: a model or a
 * test may rename what it reads, so where anything upstream has personal columns, only those are shown that are declared
 * and not personal.
 */
export function masked(
  test: DataTest,
  { columns, rows }: Pick<QueryResult, 'columns' | 'rows'>,
  manifest: Manifest,
  held: HeldColumns,
): FailingRows {
  const { personal, harmless } = columnsSeenBy(test.dependsOn.nodes, manifest)
  const tested = test.generic?.columnName?.toLowerCase() ?? ''
  const isShown = (name: string): boolean => {
    const lower = name.toLowerCase()
    if (personal.has(lower) || held.get(name) === 'personal') return false
    if (personal.size === 0 || held.get(name) === 'harmless') return true
    return harmless.has(lower) || lower === COUNT || (ABOUT.has(lower) && harmless.has(tested))
  }
  const isHidden = columns.map(({ name }) => !isShown(name))
  return {
    columns: columns.map(({ name }) => name),
    rows: rows.map((row) => row.map((cell, at) => (cell === null ? null : isHidden[at] ? MASK : shortened(cell)))),
    masked: columns.flatMap(({ name }, at) => (isHidden[at] ? [name] : [])),
  }
}

function shortened(value: string): string {
  const characters = Array.from(value)
  return characters.length <= LONGEST_VALUE ? value : `${characters.slice(0, LONGEST_VALUE - 1).join('')}…`
}
