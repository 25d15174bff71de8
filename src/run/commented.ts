import type { StatementComment } from '../compile/query-comment.ts'

/** A statement with its comment on lines of its own; one behind it stays before the last semicolon, as in dbt. */
export function commented(sql: string, comment: StatementComment | null): string {
  if (comment === null || comment.text === '') return sql
  const mark = `/* ${comment.text} */`
  if (!comment.append) return `${mark}\n${sql}`
  const bare = sql.trimEnd()
  return bare.endsWith(';') ? `${bare.slice(0, -1)}\n${mark};` : `${bare}\n${mark}`
}
