/**
 * The port: what the rest of Assay knows about a database. Two rooms stand behind it, `postgres/` and `embedded/`.
 * Values travel as PostgreSQL's own text (or null): nothing is read through JavaScript's Date or floating point.
 */
import type { QueryResult, ResultColumn } from '../resources/query-result.ts'

export type { QueryResult, ResultColumn }

export interface Warehouse extends AsyncDisposable {
  readonly kind: 'postgres' | 'embedded'
  /** For people: `postgres://analyst@db.example:5432/shop`, never with a password. */
  readonly description: string
  /** The database it is connected to. */
  readonly database: string
  /** How many sessions may be open at once: the pool's size, 1 for the embedded one. */
  readonly maxSessions: number
  /**
   * True when a pooler or proxy (PgBouncer, Supavisor, Neon's) stands between: it announced another process id than the
   * backend's own. It may lend each transaction another backend, so nothing that belongs to a session (`set`, session
   * locks, temporary tables, `role` and `search_path` of the profile) can be relied on from one transaction to the next.
   * Null until the first session was opened.
   */
  readonly pooled: boolean | null
  /** Takes a session from the pool, waiting for one if need be. Connection errors are `WarehouseError`s. */
  open(): Promise<Session>
  /** Ends all sessions; statements still running are cancelled on the server. */
  close(): Promise<void>
}

/**
 * One connection, lent until disposed. Calls made while another still runs wait for it. A session given back inside a
 * transaction is rolled back, and what was set, locked, prepared or temporary in it is gone. One trace cannot be seen:
 * a function that changes its caller's session while the statement that calls it says nothing of it.
 *
 * An aborted signal cancels on the server: the call rejects with code 57014, unless the statement was done by then.
 */
export interface Session extends AsyncDisposable {
  /** The backend's process id, 0 where there is none. */
  readonly processId: number
  /** True inside a transaction block, a failed one too: as the server said after the last call. */
  readonly inTransaction: boolean
  /** Runs one or several statements without parameters; the results of each, in order. */
  statements(sql: string, signal?: AbortSignal): Promise<readonly QueryResult[]>
  /** Runs one statement with bound parameters (`$1`); values are sent as text. */
  query(sql: string, parameters: readonly (string | null)[], signal?: AbortSignal): Promise<QueryResult>
  /** `copy … from stdin`: sends the chunks, returns the number of rows. What `chunks` throws is thrown on, nothing is copied. */
  copyIn(sql: string, chunks: AsyncIterable<string> | Iterable<string>, signal?: AbortSignal): Promise<number>
  /** Notices the server sent since the last call, oldest first. */
  takeNotices(): readonly Notice[]
}

export interface Notice {
  readonly severity: string
  /** SQLSTATE: class 00 of a mere notice, 01 of a warning. */
  readonly code: string
  readonly message: string
}

/** What PostgreSQL (or the way to it) objected to. `cause` is the driver's own error. */
export class WarehouseError extends Error {
  override readonly name = 'WarehouseError'
  /** The five-character SQLSTATE, or a Node error code (`ECONNREFUSED`) when no server answered. */
  readonly code: string
  readonly detail: string | null
  readonly hint: string | null
  /** Offset into the statement sent, in UTF-16 units from 0, when the server gave one. */
  readonly position: number | null
  /** `PL/pgSQL function f() line 3 …` */
  readonly context: string | null
  /** The statement a function or trigger was running when it failed, and where in it (counted as `position`). */
  readonly internalQuery: string | null
  readonly internalPosition: number | null
  /** True when no server was reached or the connection broke. */
  readonly connectionLost: boolean

  constructor(
    message: string,
    parts: Partial<Omit<WarehouseError, keyof Error | 'code'>> & { readonly code: string; readonly cause?: unknown },
  ) {
    super(message, parts.cause === undefined ? undefined : { cause: parts.cause })
    this.code = parts.code
    this.detail = parts.detail ?? null
    this.hint = parts.hint ?? null
    this.position = parts.position ?? null
    this.context = parts.context ?? null
    this.internalQuery = parts.internalQuery ?? null
    this.internalPosition = parts.internalPosition ?? null
    this.connectionLost = parts.connectionLost ?? false
  }
}
