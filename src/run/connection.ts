import type { QueryResult } from '../resources/query-result.ts'
import type { Session } from '../warehouse/warehouse.ts'

/** Told of each message sent: what, for how long (milliseconds), and what became of it. */
export interface StatementRecord {
  readonly sql: string
  readonly milliseconds: number
  readonly error: unknown
}

/** A session while it serves one node: transactions as blocks of code, and a listener that is told what is sent. */
export class Connection {
  readonly #session: Session
  readonly #listen: (record: StatementRecord) => void
  readonly #now: () => number
  readonly #signal: AbortSignal | undefined
  #lastSent = ''

  constructor(
    session: Session,
    listen: (record: StatementRecord) => void,
    now: () => number,
    signal: AbortSignal | undefined,
  ) {
    this.#session = session
    this.#listen = listen
    this.#now = now
    this.#signal = signal
  }

  /** The message sent last: PostgreSQL's error positions count in it. */
  get lastSent(): string {
    return this.#lastSent
  }

  get inTransaction(): boolean {
    return this.#session.inTransaction
  }

  /** Sends one message of one or several statements; the results of each. */
  async execute(sql: string): Promise<readonly QueryResult[]> {
    return this.#record(sql, () => this.#session.statements(sql, this.#signal))
  }

  /** The result of the last statement of a message. */
  async last(sql: string): Promise<QueryResult> {
    return (await this.execute(sql)).at(-1) ?? NO_RESULT
  }

  /** One statement with bound parameters. */
  async query(sql: string, parameters: readonly (string | null)[]): Promise<QueryResult> {
    return this.#record(sql, () => this.#session.query(sql, parameters, this.#signal))
  }

  async copyIn(sql: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<number> {
    return this.#record(sql, () => this.#session.copyIn(sql, chunks, this.#signal))
  }

  async begin(): Promise<void> {
    if (!this.inTransaction) await this.execute('begin')
  }

  async commit(): Promise<void> {
    if (this.inTransaction) await this.execute('commit')
  }

  /** Runs `body` in a transaction of its own, or inside the one that is open; rolls back only its own. */
  async transaction<T>(body: () => Promise<T>): Promise<T> {
    if (this.inTransaction) return body()
    await this.begin()
    try {
      const value = await body()
      await this.commit()
      return value
    } catch (error) {
      await this.#rollbackQuietly()
      throw error
    }
  }

  /** Runs `body`; what it did is undone when it throws, and the surrounding transaction goes on. */
  async savepoint<T>(name: string, body: () => Promise<T>): Promise<T> {
    await this.execute(`savepoint ${name}`)
    try {
      const value = await body()
      await this.execute(`release savepoint ${name}`)
      return value
    } catch (error) {
      const failing = this.#lastSent
      if (this.inTransaction) await this.execute(`rollback to savepoint ${name}; release savepoint ${name}`)
      this.#lastSent = failing
      throw error
    }
  }

  /** The first error is the one to report; a connection that is gone has rolled back by itself. */
  async #rollbackQuietly(): Promise<void> {
    if (!this.inTransaction) return
    try {
      // Not under the signal: a cancelled node must still get out of its transaction.
      await this.#session.statements('rollback')
    } catch {
      return
    }
  }

  async #record<T>(sql: string, send: () => Promise<T>): Promise<T> {
    const start = this.#now()
    this.#lastSent = sql
    try {
      const value = await send()
      this.#listen({ sql, milliseconds: this.#now() - start, error: null })
      return value
    } catch (error) {
      this.#listen({ sql, milliseconds: this.#now() - start, error })
      throw error
    }
  }
}

const NO_RESULT: QueryResult = { command: '', rowCount: null, columns: [], rows: [] }
