import type { FailingRows } from '../../resources/failing-rows.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { DataTest } from '../../resources/node.ts'
import { columnsSeenBy } from '../../resources/personal.ts'
import type { QueryResult } from '../../resources/query-result.ts'
import type { Connection } from '../connection.ts'

/** Longer values are cut: a row is to be recognized, not read. */
const LONGEST_VALUE = 200

const MASK = '***'

/** What `unique` and `accepted_values` count; a number of rows is nobody's. */
const COUNT = 'n_records'

/** What dbt's own tests call the column they are about. */
const ABOUT: ReadonlySet<string> = new Set(['unique_field', 'value_field', 'from_field'])

/** The first `limit` rows of what a data test selects: its SQL, or the table that keeps its failures. */
export async function firstFailingRows(
  test: DataTest,
  sql: string,
  limit: number,
  manifest: Manifest,
  connection: Connection,
): Promise<FailingRows> {
  return masked(test, await connection.last(`select * from (\n${sql}\n) as failing_rows limit ${limit}`), manifest)
}

/**
 * Hides the values of personal columns. A model or a test may rename what it reads, so where anything upstream has
 * personal columns, only those are shown that are declared and not personal; and those that are nobody's (`own`).
 */
export function masked(
  test: DataTest,
  { columns, rows }: Pick<QueryResult, 'columns' | 'rows'>,
  manifest: Manifest,
  own: readonly string[] = [],
): FailingRows {
  const { personal, harmless } = columnsSeenBy(test.dependsOn.nodes, manifest)
  const tested = test.generic?.columnName?.toLowerCase() ?? ''
  const isShown = (name: string): boolean => {
    if (own.includes(name)) return true
    if (personal.has(name)) return false
    return personal.size === 0 || harmless.has(name) || name === COUNT || (ABOUT.has(name) && harmless.has(tested))
  }
  const isHidden = columns.map(({ name }) => !isShown(name.toLowerCase()))
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
