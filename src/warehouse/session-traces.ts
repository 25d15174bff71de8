/**
 * Whether a session must be cleaned before somebody else gets it. Cleaning is a round trip, which a run of a thousand
 * models on a distant server would pay a thousand times; most models leave nothing behind.
 *
 * Harmless is only what is known to be: commands in the list, in whose text none of the words stands with which a
 * statement reaches for its session. Everything else, and every failure, counts as a trace.
 */
import type { QueryResult } from './warehouse.ts'

const HARMLESS = new Set([
  '',
  'ANALYZE',
  'BEGIN',
  'CLUSTER',
  'COMMENT',
  'COMMIT',
  'COPY',
  'DELETE',
  'EXPLAIN',
  'GRANT',
  'INSERT',
  'LOCK TABLE',
  'MERGE',
  'NOTIFY',
  'REFRESH MATERIALIZED VIEW',
  'REINDEX',
  'RELEASE',
  'REVOKE',
  'ROLLBACK',
  'SAVEPOINT',
  'SELECT',
  'SHOW',
  'START TRANSACTION',
  'TRUNCATE TABLE',
  'UPDATE',
  'VACUUM',
])

const SESSION_WORDS = /set_config|setseed|advisory|pg_temp|\btemp(orary)?\b|dblink/i

/** True when running `sql` may have changed the session itself. */
export function leavesTraces(sql: string, results: readonly QueryResult[]): boolean {
  return SESSION_WORDS.test(sql) || !results.every((result) => isHarmless(result.command, sql))
}

function isHarmless(command: string, sql: string): boolean {
  if (command === 'SET') return !SET_BEYOND.test(sql)
  return HARMLESS.has(command) || /^(CREATE|ALTER|DROP) /.test(command)
}

/** A `set` that is no `set local`, which ends with its transaction. */
const SET_BEYOND = /\bset\b(?!\s+local\b)/i

/** What `discard all` does, in a form that may share a message with others; cached plans are no state and stay. */
export const CLEAN_SESSION = `close all;
set session authorization default;
reset all;
deallocate all;
unlisten *;
select pg_catalog.pg_advisory_unlock_all();
discard sequences;
discard temporary;
`
