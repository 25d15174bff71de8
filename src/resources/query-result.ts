/** What a statement answered: PostgreSQL's own text, or null, cell by cell. */
export interface QueryResult {
  /** `SELECT`, `CREATE TABLE`, `INSERT`…; empty for an empty statement. */
  readonly command: string
  /** Rows the command touched or returned; null where PostgreSQL does not say. */
  readonly rowCount: number | null
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly (string | null)[])[]
}

export interface ResultColumn {
  readonly name: string
  readonly typeOid: number
}
