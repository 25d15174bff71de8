import type { ConnectionSettings } from '../resources/connection.ts'

/** One session more than threads: it holds the lock that tells others that scratch schemas are in use. */
export function withSpareSession(connection: ConnectionSettings): ConnectionSettings {
  return connection.kind === 'postgres' ? { ...connection, threads: connection.threads + 1 } : connection
}
