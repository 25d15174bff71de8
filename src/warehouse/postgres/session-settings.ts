import type { PostgresSettings } from '../../resources/connection.ts'
import { quoteLiteral } from '../literal.ts'

/**
 * One statement that puts every setting of the profile in place and names the backend's process. By `set_config` and
 * not in the start-up message: PgBouncer refuses start-up parameters it does not know, Supavisor ignores them.
 * The role comes last: it may not be allowed to set the others.
 */
export function settingsQuery(settings: PostgresSettings): string {
  const values: readonly (readonly [string, string | null])[] = [
    ['TimeZone', settings.timezone],
    ['search_path', settings.searchPath],
    ['statement_timeout', settings.statementTimeout === null ? null : String(settings.statementTimeout)],
    ['role', settings.role],
  ]
  const calls = values.flatMap(([name, value]) =>
    value === null ? [] : [`, pg_catalog.set_config('${name}', ${quoteLiteral(value)}, false)`],
  )
  return `select pg_catalog.pg_backend_pid()${calls.join('')}`
}
