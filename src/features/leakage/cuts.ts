import { type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Session } from '../../warehouse/warehouse.ts'
import { badCut } from '../errors.ts'
import { arrivalSql } from './past.ts'
import type { Part } from './plan.ts'

/**
 * Moments to cut at: half of them exact times at which rows of the model came to be known, because leaks by one step or
 * by a time zone show only there; half of them between two of these.
 */
export async function cutTimes(
  session: Session,
  { model, declared }: Part,
  built: RelationName,
  number: number,
): Promise<readonly string[]> {
  if (declared === null) return []
  const exact = Math.ceil(number / 2)
  const between = number - exact
  const { rows } = await session.query(
    `with times as (
  select distinct ${arrivalSql(model.name, declared, 'r')} as time from ${writeRelation(built)} as r
), steps as (
  select time, lead(time) over (order by time) as next, row_number() over (order by time) as place, count(*) over () as number
  from times where time is not null and isfinite(time)
), exact as (
  select distinct s.time from generate_series(1, ${exact}) as g(i)
  join steps as s on s.place = greatest(1, round(s.number * (g.i - 0.5) / ${exact}))
), between_two as (
  select distinct s.time + (s.next - s.time) / 2 as time from generate_series(1, ${Math.max(1, between)}) as g(i)
  join steps as s on s.place = greatest(1, least(s.number - 1, round(s.number * g.i / ${Math.max(1, between)}::numeric)))
  where s.next is not null and ${between} > 0
)
select time::text from (select time from exact union select time from between_two) as cuts order by cuts.time`,
    [],
  )
  return rows.flatMap(([time]) => time ?? [])
}

/** Times that people wrote, as PostgreSQL writes them. Throws for what is none. */
export async function readCuts(session: Session, written: readonly string[]): Promise<readonly string[]> {
  const cuts: string[] = []
  for (const text of written) {
    try {
      const { rows } = await session.query('select $1::timestamptz::text', [text])
      cuts.push(rows[0]?.[0] ?? text)
    } catch (cause) {
      throw badCut(text, cause instanceof Error ? cause.message : String(cause))
    }
  }
  return cuts
}
