import type { QueryResult } from '../../resources/query-result.ts'
import type { Done } from '../job.ts'

/**
 * A node's report from the result of its main statement: the command tag, as PostgreSQL's clients show it. Where the
 * server counts no rows dbt reports -1, as its driver does.
 */
export function doneWith(result: Pick<QueryResult, 'command' | 'rowCount'>): Done {
  const { command, rowCount } = result
  const message = rowCount === null ? command : command === 'INSERT' ? `INSERT 0 ${rowCount}` : `${command} ${rowCount}`
  return { message, response: { message, code: command, rowsAffected: rowCount ?? -1 } }
}
