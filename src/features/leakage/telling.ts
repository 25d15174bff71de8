import { type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Session } from '../../warehouse/warehouse.ts'
import { momentSql, pastSql, timeSql } from '../scratch/past.ts'
import type { Arrivals } from './cuts.ts'
import type { Part } from './plan.ts'

/** Those of some moments that have a past to compare, and a future to take away: at all others nothing could differ. */
export async function tellingCuts(
  session: Session,
  { model, declared }: Part,
  built: RelationName,
  arrivals: readonly Arrivals[],
  times: readonly string[],
): Promise<readonly string[]> {
  if (declared === null) return []
  const telling: string[] = []
  for (const time of times) {
    const past = `exists (select from ${writeRelation(built)} as r where ${pastSql(model.name, declared, 'r', time)})`
    const future = arrivals.map((input) => futureSql(input, time)).join(' or ') || 'false'
    const { rows } = await session.query(`select ${past} and (${future})`, [])
    if (rows[0]?.[0] === 't') telling.push(time)
  }
  return telling
}

/** Whether an input has rows, or columns of rows, that came after a moment. */
function futureSql({ name, relation, clocks }: Arrivals, time: string): string {
  const late = [...new Set(clocks.late.values())].map((clock) => `${timeSql('i', clock)} > ${momentSql(time)}`)
  const after = [`not (${pastSql(name, clocks, 'i', time, true)})`, ...late].join(' or ')
  return `exists (select from ${writeRelation({ ...relation, database: null })} as i where ${after})`
}
