/** The column that a training set adds to its query, said in SQL, so that its origin is found as all others are. */
import { quoteIdentifier } from '../resources/relation.ts'

/** `split` is told by the prediction time alone. */
export function splitSql(sql: string, predictionTime: string): string {
  const time = `given.${quoteIdentifier(predictionTime)}`
  const split = `case when ${time} is null then null else cast(${time} as text) end`
  return `with given as (\n${sql.replace(/[\s;]+$/, '')}\n) select given.*, ${split} as split from given`
}
