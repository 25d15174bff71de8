import type { Clocks } from '../../resources/clocks.ts'
import { quoteIdentifier, type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Session } from '../../warehouse/warehouse.ts'
import { badCut } from '../errors.ts'
import { arrivalSql, timeSql } from '../scratch/past.ts'
import type { StoredColumn } from '../scratch/relation-columns.ts'
import type { Part } from './plan.ts'

/** An input whose rows come at moments. */
export interface Arrivals {
  readonly name: string
  readonly relation: RelationName
  readonly clocks: Clocks
  readonly columns: readonly StoredColumn[]
  /** The model has its entity among its columns. */
  readonly sharesEntity: boolean
}

export interface CutQuestion {
  readonly part: Part
  /** The model as it stands. */
  readonly built: RelationName
  readonly number: number
  readonly arrivals: readonly Arrivals[]
}

/**
 * Moments to cut at, spread over the times of a model. Most of them are exact times at which rows of it came to be known,
 * because leaks by one step or by a time zone show only there; of those the telling ones:
 * - after which something soon happened to the same entity,
 * - of which something was known very late,
 * - with a row that lacks what others have, because that is when models look elsewhere.
 * The rest lie between two such times.
 */
export async function cutTimes(session: Session, question: CutQuestion): Promise<readonly string[]> {
  const { part, built, number, arrivals } = question
  if (part.declared === null) return []
  const soon = Math.ceil(number * 0.4)
  const few = Math.floor(number * 0.2)
  const between = Math.max(1, number - soon)
  const time = arrivalSql(part.model.name, part.declared, 'r')
  const own = `from ${writeRelation(built)} as r`
  const signs = arrivals.flatMap((input) => [
    gapsSql(input, own, time),
    ...delaysSql(input, own, time),
    lacksSql(input),
  ])
  const pick = (parts: number, priority: number, order: string): string =>
    `select ${priority} as priority, time from (
    select distinct on (1) (place - 1) * ${parts} / number as part, * from steps where ${parts} > 0 order by 1, ${order}, next is null, time desc
  ) as best`
  const { rows } = await session.query(
    `with times as (
  select time, min(gap) as gap, max(delay) as delay, min(alike) as alike from (
    select ${time} as time, null::interval as gap, null::interval as delay, null::bigint as alike, true as is_own ${own}
    ${signs.map((sql) => `union all ${sql}`).join('\n    ')}
  ) as t where isfinite(time) group by time having bool_or(is_own)
), steps as (
  select *, lead(time) over (order by time) as next, row_number() over (order by time) as place, count(*) over () as number
  from times
), picked as (
  ${pick(soon, 1, 'gap nulls last')}
  union all ${pick(few, 2, 'delay desc nulls last')}
  union all ${pick(few, 3, 'alike nulls last')}
  union all select 4, s.time + (s.next - s.time) / 2 from generate_series(1, ${between}) as g(i)
  join steps as s on s.place = greatest(1, least(s.number - 1, round(s.number * g.i / ${between}::numeric)))
  where s.next is not null
), cuts as (
  select time from picked group by time order by min(priority), md5(time::text) limit ${number}
)
select time::text from cuts order by cuts.time`,
    [],
  )
  return rows.flatMap(([text]) => text ?? [])
}

const input = ({ relation }: Arrivals): string => `from ${writeRelation({ ...relation, database: null })} as i`

/** For each row of the model, how long after it the next row of an input (about the same entity) came to be known. */
function gapsSql(arrivals: Arrivals, own: string, time: string): string {
  const { name, clocks, sharesEntity } = arrivals
  const keys = sharesEntity ? clocks.entity.map(quoteIdentifier) : []
  const partition = keys.length === 0 ? '' : `partition by ${keys.join(', ')}`
  return `select time, next - time, null, null, true from (
      select time, is_own, min(case when not is_own then time end) over (${partition} order by time desc, is_own desc) as next
      from (
        select ${[...keys, time].join(', ')} as time, true as is_own ${own}
        union all
        select ${[...keys, arrivalSql(name, clocks, 'i')].join(', ')}, false ${input(arrivals)}
      ) as both_of
    ) as one_after_another where is_own`
}

/** For each row of an input that was known later than it happened: by how much, at the model's last time before. */
function delaysSql(arrivals: Arrivals, own: string, time: string): readonly string[] {
  const { eventTime, knowledgeTime, late } = arrivals.clocks
  if (eventTime === null) return []
  const happened = timeSql('i', eventTime)
  const clocks = new Set([...(knowledgeTime === null ? [] : [knowledgeTime]), ...late.values()])
  return [...clocks].map(
    (clock) => `select before, null, time - happened, null, false from (
      select *, max(case when happened is null then time end) over (order by time, happened is null) as before
      from (
        select null as happened, ${time} as time ${own}
        union all
        select ${happened}, ${timeSql('i', clock)} ${input(arrivals)} where isfinite(${happened}) and isfinite(${timeSql('i', clock)})
      ) as both_of
    ) as one_after_another where happened <= before`,
  )
}

/** When each row of an input came to be known, and how many rows lack the same columns. */
function lacksSql(arrivals: Arrivals): string {
  const { name, clocks, columns } = arrivals
  const lacks = columns.map((column) => `i.${quoteIdentifier(column.name)} is null`).join(', ')
  return `select ${arrivalSql(name, clocks, 'i')}, null, null, count(*) over (partition by ${lacks}), false ${input(arrivals)}`
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
