import type { LookBack } from '../../compile/look-back.ts'
import type { Connection } from '../connection.ts'

/** The rows the planner expects of a select. */
export async function estimatedRows(connection: Connection, select: string): Promise<number> {
  const { rows } = await connection.last(`explain (format json) ${select}`)
  const [{ Plan: plan }] = JSON.parse(rows[0]?.[0] ?? '') as readonly [{ readonly Plan: { 'Plan Rows': number } }]
  return plan['Plan Rows']
}

/** What PostgreSQL knows of a column, from its last analyze. */
const SPREAD = `
select
  s.n_distinct,
  extract(epoch from (s.bounds)[array_length(s.bounds, 1)] - (s.bounds)[1])
from (
  select n_distinct, histogram_bounds::text::timestamp[] as bounds
  from pg_stats
  where schemaname = $1 and tablename = $2 and attname = $3
) as s`

/**
 * How many events lie in the longest window, on average: the rows of an entity, by the share of their whole time that
 * the window is long. Null where PostgreSQL has no statistics of the relation.
 */
export async function eventsInWindow(
  connection: Connection,
  { history, entity, eventTime, windows }: LookBack,
  historyRows: number,
): Promise<number | null> {
  if (history === null || windows === null) return null
  const of = async (column: string): Promise<readonly [number | null, number | null]> => {
    const { rows } = await connection.query(SPREAD, [history.schema, history.identifier, column])
    const [distinct = null, seconds = null] = rows[0] ?? []
    return [distinct === null ? null : Number(distinct), seconds === null ? null : Number(seconds)]
  }
  const [, span] = await of(eventTime)
  let entities = 1
  for (const column of entity) {
    const [distinct] = await of(column)
    if (distinct === null) return null
    // Negative: a share of the rows.
    entities *= distinct < 0 ? -distinct * historyRows : distinct
  }
  if (span === null) return null
  const each = historyRows / Math.max(1, Math.min(entities, historyRows))
  return each * Math.min(1, windows.seconds / Math.max(span, 1))
}
