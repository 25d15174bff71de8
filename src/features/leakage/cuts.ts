import type { Clocks } from '../../resources/clocks.ts'
import { quoteIdentifier, type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Session } from '../../warehouse/warehouse.ts'
import { badCut } from '../errors.ts'
import { arrivalSql } from './past.ts'
import type { Part } from './plan.ts'

/** An input that has the entity of a model among its columns. */
export interface Arrivals {
  readonly name: string
  readonly relation: RelationName
  readonly clocks: Clocks
}

export interface CutQuestion {
  readonly part: Part
  /** The model as it stands. */
  readonly built: RelationName
  readonly number: number
  readonly arrivals: readonly Arrivals[]
}

/**
 * Moments to cut at, spread over the times of a model. Half of them are exact times at which rows of it came to be known,
 * because leaks by one step or by a time zone show only there, and of those the ones after which something soon happened
 * to the same entity; half of them lie between two such times.
 */
export async function cutTimes(session: Session, question: CutQuestion): Promise<readonly string[]> {
  const { part, built, number, arrivals } = question
  if (part.declared === null) return []
  const exact = Math.ceil(number / 2)
  const between = number - exact
  const time = arrivalSql(part.model.name, part.declared, 'r')
  const gaps = arrivals.map((input) => gapsSql(input, built, time))
  const { rows } = await session.query(
    `with times as (
  select time, min(gap) as gap from (
    select ${time} as time, null::interval as gap from ${writeRelation(built)} as r
    ${gaps.map((sql) => `union all ${sql}`).join('\n    ')}
  ) as t where isfinite(time) group by time
), steps as (
  select time, gap, lead(time) over (order by time) as next, row_number() over (order by time) as place, count(*) over () as number
  from times
), exact as (
  select distinct on (1) (place - 1) * ${exact} / number as part, time from steps order by 1, gap nulls last, time desc
), between_two as (
  select distinct s.time + (s.next - s.time) / 2 as time from generate_series(1, ${between}) as g(i)
  join steps as s on s.place = greatest(1, least(s.number - 1, round(s.number * g.i / ${Math.max(1, between)}::numeric)))
  where s.next is not null
)
select time::text from (select time from exact union select time from between_two) as cuts order by cuts.time`,
    [],
  )
  return rows.flatMap(([text]) => text ?? [])
}

/** For each row of the model, how long after it the next row of an input about the same entity came to be known. */
function gapsSql({ name, relation, clocks }: Arrivals, built: RelationName, time: string): string {
  const keys = clocks.entity.map(quoteIdentifier).join(', ')
  return `select time, next - time from (
      select time, is_own, min(case when not is_own then time end) over (partition by ${keys} order by time desc, is_own) as next
      from (
        select ${keys}, ${time} as time, true as is_own from ${writeRelation(built)} as r
        union all
        select ${keys}, ${arrivalSql(name, clocks, 'i')}, false from ${writeRelation({ ...relation, database: null })} as i
      ) as both_of
    ) as one_after_another where is_own and next > time`
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
