import type { QueryResult, ResultColumn } from '../warehouse.ts'

/** Gathers what a server answers to one message into results, one for each statement, empty ones included. */
export class Results {
  readonly #done: QueryResult[] = []
  #columns: readonly ResultColumn[] = []
  #rows: (readonly (string | null)[])[] = []

  get all(): readonly QueryResult[] {
    return this.#done
  }

  describe(columns: readonly ResultColumn[]): void {
    this.#columns = columns
  }

  row(values: readonly (string | null)[]): void {
    this.#rows.push(values)
  }

  /** A statement is done; `tag` is how PostgreSQL calls it: `SELECT 3`, `CREATE TABLE`, `INSERT 0 1`. */
  complete(tag: string): void {
    this.#done.push({ ...parseCommandTag(tag), columns: this.#columns, rows: this.#rows })
    this.#columns = []
    this.#rows = []
  }

  empty(): void {
    this.#done.push({ command: '', rowCount: null, columns: [], rows: [] })
  }
}

/** `INSERT 0 5` is the command INSERT and five rows (the 0 was an oid once). */
export function parseCommandTag(tag: string): { readonly command: string; readonly rowCount: number | null } {
  const match = /^(.*?)(?: \d+)?(?: (\d+))$/.exec(tag)
  if (match === null) return { command: tag, rowCount: null }
  return { command: match[1] ?? tag, rowCount: Number(match[2]) }
}
