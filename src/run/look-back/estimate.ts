import type { LookBack } from '../../compile/look-back.ts'
import type { Connection } from '../connection.ts'

/** The rows the planner expects of a select. */
export async function estimatedRows(connection: Connection, select: string): Promise<number> {
  const { rows } = await connection.last(`explain (format json) ${select}`)
  const [{ Plan: plan }] = JSON.parse(rows[0]?.[0] ?? '') as readonly [{ readonly Plan: { 'Plan Rows': number } }]
  return plan['Plan Rows']
}

const DISTINCT = 'select n_distinct from pg_stats where schemaname = $1 and tablename = $2 and attname = $3'

/** The time between the ends of a column's histogram, in seconds. */
const SPAN = `
select extract(epoch from (bounds)[array_length(bounds, 1)] - (bounds)[1])
from (
  select histogram_bounds::text::timestamp[] as bounds
  from pg_stats
  where schemaname = $1 and tablename = $2 and attname = $3
) as s
where isfinite((bounds)[1]) and isfinite((bounds)[array_length(bounds, 1)])`

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
  const ask = async (sql: string, column: string): Promise<number | null> => {
    const { rows } = await connection.query(sql, [history.schema, history.identifier, column])
    const [value] = rows[0] ?? []
    return value == null ? null : Number(value)
  }
  let entities = 1
  for (const column of entity) {
    const distinct = await ask(DISTINCT, column)
    if (distinct === null) return null
    // Negative: a share of the rows.
    entities *= distinct < 0 ? -distinct * historyRows : distinct
  }
  const span = await ask(SPAN, eventTime)
  if (span === null) return null
  const each = historyRows / Math.max(1, Math.min(entities, historyRows))
  return each * Math.min(1, windows.seconds / Math.max(span, 1))
}
