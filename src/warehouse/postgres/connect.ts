/**
 * PostgreSQL over the network, through `pg`. `connectPostgres` → pool of channels (`../session-pool.ts`) → `Connector`:
 * socket and TLS (`open-socket.ts`), log-in by `pg`, one statement for the settings → `PostgresChannel`, which runs one
 * `Exchange` at a time.
 */
import type { PostgresSettings } from '../../resources/connection.ts'
import { SessionPool } from '../session-pool.ts'
import type { Session, Warehouse } from '../warehouse.ts'
import { Connector } from './connector.ts'
import { connectionDescription } from './description.ts'
import type { Environment } from './password.ts'
import { settingsQuery } from './session-settings.ts'

export interface PostgresOptions {
  /** The most connections open at once; the settings' `threads` if not given. */
  readonly maxSessions?: number
  /** Where `PGPASSWORD`, `PGPASSFILE` and `HOME` are looked up. */
  readonly env?: Environment
}

/** A warehouse on a PostgreSQL server. Nothing is connected before the first `open()`. */
export function connectPostgres(settings: PostgresSettings, options: PostgresOptions = {}): Warehouse {
  const maxSessions = Math.max(1, options.maxSessions ?? settings.threads)
  const description = connectionDescription(settings)
  const connector = new Connector(settings, options.env ?? {})
  const pool = new SessionPool({
    size: maxSessions,
    description,
    connect: (signal) => connector.connect(signal),
    restoreSettings: settingsQuery(settings),
  })
  return {
    kind: 'postgres',
    description,
    database: settings.database,
    maxSessions,
    get pooled(): boolean | null {
      return connector.pooled
    },
    open(): Promise<Session> {
      return pool.open()
    },
    close(): Promise<void> {
      return pool.close()
    },
    [Symbol.asyncDispose](): Promise<void> {
      return pool.close()
    },
  }
}
