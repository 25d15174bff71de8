import type { StatementComment } from '../compile/query-comment.ts'
import type { QueryResult } from '../resources/query-result.ts'
import type { Session } from '../warehouse/warehouse.ts'
import { commented } from './commented.ts'

/** Told of each statement or group of statements sent: what, for how long (milliseconds), and what became of it. */
export interface StatementRecord {
  readonly sql: string
  /** The same as it was sent, with its comment. */
  readonly sent: string
  readonly milliseconds: number
  readonly error: unknown
  /** `SELECT 3`; null where the server refused it, or said nothing. */
  readonly answer: string | null
}

/**
 * A session while it serves one piece of work. On a distant server the time goes into messages, not statements, so
 * what frames a transaction travels with what it frames: `begin()` sends nothing, it is put in front of the next
 * message; `conclude` sends the last statements and the commit together.
 */
export class Connection {
  readonly #session: Session
  readonly #listen: (record: StatementRecord) => void
  readonly #now: () => number
  readonly #signal: AbortSignal | undefined
  /** What each message says of who sends it. */
  readonly #comment: StatementComment | null
  /** Statements to put in front of the next message. */
  #owed: readonly string[] = []
  /** The message each failure answered. */
  readonly #failed = new WeakMap<object, string>()

  constructor(
    session: Session,
    listen: (record: StatementRecord) => void,
    now: () => number,
    signal: AbortSignal | undefined,
    comment: StatementComment | null = null,
  ) {
    this.#session = session
    this.#listen = listen
    this.#now = now
    this.#signal = signal
    this.#comment = comment
  }

  /** The same session, whose statements somebody else is told of. Only one of the two may be in a transaction. */
  toldTo(listen: (record: StatementRecord) => void): Connection {
    return new Connection(this.#session, listen, this.#now, this.#signal, this.#comment)
  }

  /** The message that a database error answered: its position counts in it. Empty when it was not sent from here. */
  messageOf(error: unknown): string {
    return (error instanceof Error ? this.#failed.get(error) : undefined) ?? ''
  }

  /** How many characters of that message stand before what was to be sent: what frames it, and a comment. */
  headOf(message: string): number {
    const frame = message.startsWith(BEGIN) ? BEGIN.length : 0
    const comment = commented('', this.#comment)
    return frame + (this.#comment?.append === false && message.startsWith(comment, frame) ? comment.length : 0)
  }

  get inTransaction(): boolean {
    return this.isUnderWay || this.#owed.length > 0
  }

  /** True in a transaction in which something was sent already, that a failure would undo. */
  get isUnderWay(): boolean {
    return this.#session.inTransaction
  }

  /** True once the run was told to stop: what fails then was cancelled by us. */
  get isStopped(): boolean {
    return this.#signal?.aborted === true
  }

  /** Sends one message of one or several statements; the results of each. */
  async execute(sql: string): Promise<readonly QueryResult[]> {
    return this.#send(sql, null)
  }

  /** The result of the last statement of a message. */
  async last(sql: string): Promise<QueryResult> {
    return (await this.execute(sql)).at(-1) ?? NO_RESULT
  }

  /** One statement with bound parameters. */
  async query(sql: string, parameters: readonly (string | null)[]): Promise<QueryResult> {
    await this.#settle()
    const message = commented(sql, this.#comment)
    return this.#record(message, [sql], () => this.#session.query(message, parameters, this.#signal))
  }

  async copyIn(sql: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<number> {
    await this.#settle()
    const message = commented(sql, this.#comment)
    return this.#record(message, [sql], () => this.#session.copyIn(message, chunks, this.#signal))
  }

  /** Opens a transaction with the next statement, unless one is open. */
  begin(): void {
    if (!this.inTransaction) this.#owed = ['begin']
  }

  async commit(): Promise<void> {
    this.#owed = []
    if (this.isUnderWay) await this.execute('commit')
  }

  /** The last statements of a transaction, and its commit, in one message; the results of the statements. */
  async conclude(sql: string): Promise<readonly QueryResult[]> {
    // Outside of one, a message is a transaction by itself.
    return this.#send(sql, this.inTransaction ? 'commit' : null)
  }

  /** Undoes the open transaction. Not under the signal: what was cancelled must still get out of it. */
  async rollback(): Promise<void> {
    this.#owed = []
    if (this.isUnderWay) await this.#record('rollback', ['rollback'], () => this.#session.statements('rollback'))
  }

  /** Runs `body` in a transaction of its own, or inside the one that is open; rolls back only its own. */
  async transaction<T>(body: () => Promise<T>): Promise<T> {
    if (this.inTransaction) return body()
    this.begin()
    try {
      const value = await body()
      await this.commit()
      return value
    } catch (error) {
      await this.rollback().catch(() => undefined) // the first error is the one to report
      throw error
    }
  }

  /** Runs `body`; what it did is undone when it throws, and the surrounding transaction goes on. */
  async savepoint<T>(name: string, body: () => Promise<T>): Promise<T> {
    const before = this.#owed
    // Where nothing was sent yet, the whole transaction is what the body does.
    const whole = !this.isUnderWay
    const mark = `savepoint ${name}`
    if (!whole) this.#owed = [...before, mark]
    try {
      const value = await body()
      if (!whole && this.isUnderWay)
        this.#owed = this.#owed.includes(mark) ? before : [...this.#owed, `release ${mark}`]
      return value
    } catch (error) {
      const unsent = this.#owed.includes(mark)
      if (whole) await this.rollback()
      else if (!unsent && this.isUnderWay) {
        this.#owed = []
        // A syntax error refuses a whole message, the savepoint in it too: then there is no way back, and the caller
        // has the error that says why.
        await this.execute(`rollback to ${mark}; release ${mark}`).catch(() => undefined)
      }
      this.#owed = whole || unsent ? before : []
      throw error
    }
  }

  /** Sends what is owed, for a message that cannot carry it. */
  async #settle(): Promise<void> {
    if (this.#owed.length === 0) return
    const owed = this.#owed.join('; ')
    this.#owed = []
    await this.execute(owed)
  }

  async #send(sql: string, after: 'commit' | null): Promise<readonly QueryResult[]> {
    const owed = this.#owed
    this.#owed = []
    // A line of its own: the statements may end in a comment.
    const head = owed.map((statement) => `${statement};\n`)
    const message = [...head, commented(sql, this.#comment), after === null ? '' : `\n;${after}`].join('')
    const results = await this.#record(message, [...owed, sql, ...(after === null ? [] : [after])], () =>
      this.#session.statements(message, this.#signal),
    )
    return results.slice(owed.length, after === null ? undefined : -1)
  }

  async #record<T>(message: string, parts: readonly string[], send: () => Promise<T>): Promise<T> {
    const start = this.#now()
    const main = parts.findLastIndex((sql) => !FRAME.test(sql))
    const tell = (error: unknown, answers: readonly string[] = []): void => {
      const milliseconds = this.#now() - start
      for (const [at, sql] of parts.entries()) {
        const frame = parts.length > 1 && FRAME.test(sql)
        // One part may be several statements: before it the answers count from the first, after it from the last.
        const answer = (at < main ? answers[at] : answers.at(at - parts.length)) ?? null
        const sent = frame ? sql : commented(sql, this.#comment)
        if (error === null || !frame) this.#listen({ sql, sent, milliseconds: frame ? 0 : milliseconds, error, answer })
      }
    }
    try {
      const value = await send()
      tell(null, answersIn(value))
      return value
    } catch (error) {
      if (error instanceof Error) this.#failed.set(error, message)
      tell(error)
      throw error
    }
  }
}

/** The command tags of what a message gave; of a copy the number of its rows. */
function answersIn(value: unknown): readonly string[] {
  if (typeof value === 'number') return [`COPY ${value}`]
  const results = (Array.isArray(value) ? value : [value]) as readonly QueryResult[] // all else that is sent answers so
  return results.map(({ command, rowCount }) => tagOf(command, rowCount))
}

/** As the server writes it: `INSERT 0 3`, `SELECT 3`, `CREATE TABLE`. */
function tagOf(command: string, rowCount: number | null): string {
  return [command, ...(command === 'INSERT' ? ['0'] : []), ...(rowCount === null ? [] : [rowCount])].join(' ')
}

/** What a transaction's first message begins with. */
const BEGIN = 'begin;\n'

/** What frames other statements; the time of a message is theirs. */
const FRAME = /^(?:begin|commit|(?:release )?savepoint \w+)$/

/** What a message without statements gives. */
export const NO_RESULT: QueryResult = { command: '', rowCount: null, columns: [], rows: [] }
