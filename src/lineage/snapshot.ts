/** The columns that a snapshot adds to its query, said in SQL, so that their origins are found as all others are. */
import { quoteIdentifier } from '../resources/relation.ts'

/** How a snapshot knows that a row changed, and what it calls its own columns. */
export interface SnapshotColumns {
  /** Expressions, as configured. */
  readonly uniqueKey: readonly string[]
  readonly change:
    | { readonly kind: 'timestamp'; readonly updatedAt: string }
    /** Null stands for all columns. */
    | { readonly kind: 'check'; readonly columns: readonly string[] | null }
  readonly names: {
    readonly scdId: string
    readonly updatedAt: string
    readonly validFrom: string
    readonly validTo: string
    /** Only where deleted rows get a version of their own. */
    readonly isDeleted: string | null
  }
}

/**
 * A version's key and times: by `timestamp` they are made of `updated_at`; by `check` the compared columns only decide
 * when there is a new version, at the time of the run.
 */
export function snapshotSql(sql: string, { uniqueKey, change, names }: SnapshotColumns): string {
  const compared = change.kind === 'timestamp' ? [] : (change.columns ?? ['snapshotted.*'])
  const time =
    change.kind === 'timestamp' ? change.updatedAt : `case when row(${compared.join(', ')}) is null then 1 end`
  const key = uniqueKey.map((one) => `(${one})`).join(', ')
  const columns = [
    ['scdId', `row(${key}, ${time})`],
    ['updatedAt', time],
    ['validFrom', time],
    ['validTo', `coalesce(${time})`],
    ['isDeleted', `case when row(${key}) is null then true end`],
  ] as const
  const written = columns.flatMap(([key, expression]) => {
    const name = names[key]
    return name === null ? [] : [`${expression} as ${quoteIdentifier(name)}`]
  })
  return `with snapshotted as (\n${sql.replace(/[\s;]+$/, '')}\n) select snapshotted.*, ${written.join(', ')} from snapshotted`
}
