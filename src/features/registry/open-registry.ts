import type { Connection } from '../../run/connection.ts'
import { hasCode, SQLSTATE } from '../../run/database-error.ts'
import { newerRegistry, registryDenied, registryNotMade } from '../errors.ts'
import type { Queries } from '../training/inputs.ts'
import { MIGRATIONS } from './migrations.ts'

const STATE = `
select
  current_user,
  to_regnamespace('assay') is not null,
  coalesce(has_schema_privilege(to_regnamespace('assay'), 'usage'), false)`
const TABLES = `
select
  to_regclass('assay.migrations') is not null,
  coalesce(has_table_privilege(to_regclass('assay.migrations'), 'select'), false),
  coalesce(has_table_privilege(to_regclass('assay.training_sets'), 'select'), false),
  coalesce(has_table_privilege(to_regclass('assay.training_sets'), 'insert')
    and has_table_privilege(to_regclass('assay.training_sets'), 'delete'), false)`
const VERSION = 'select coalesce(max(version), 0) from assay.migrations'
// The query after the lock makes the session hear of a schema that another one made while it waited.
const LOCK = `
select pg_advisory_xact_lock(hashtextextended('assay.migrations', 0));
select nspname from pg_namespace where nspname = 'assay'`
// Asked for by name: `create schema if not exists` wants the right to create one that is there, too.
const CREATE = 'create schema assay'
const BEGIN = `
create table if not exists assay.migrations (version integer primary key, taken_at timestamptz not null default now())`

/** Which steps were taken; 0 where there is no registry. Throws where this role may not do with it what it is to do. */
export async function registryVersion(session: Queries, use: 'read' | 'write'): Promise<number> {
  const [role, isThere, mayUse] = (await session.query(STATE, [])).rows[0] ?? []
  if (isThere !== 't') return 0
  if (mayUse !== 't') throw registryDenied(role ?? '', use)
  const [begun, mayRead, mayList, mayWrite] = (await session.query(TABLES, [])).rows[0] ?? []
  if (begun !== 't') return 0
  if (mayRead !== 't') throw registryDenied(role ?? '', use)
  const version = Number((await session.query(VERSION, [])).rows[0]?.[0])
  if (version > MIGRATIONS.length) throw newerRegistry(version, MIGRATIONS.length)
  if (version > 0 && (mayList !== 't' || (use === 'write' && mayWrite !== 't'))) throw registryDenied(role ?? '', use)
  return version
}

/** Makes the schema `assay`, or brings it up to date, in a transaction of its own. */
export async function openRegistry(connection: Connection): Promise<void> {
  if ((await registryVersion(connection, 'write')) === MIGRATIONS.length) return
  try {
    await connection.transaction(async () => {
      const isThere = (await connection.last(LOCK)).rows.length > 0
      await connection.execute(isThere ? BEGIN : `${CREATE}; ${BEGIN}`)
      // Another one may have been here meanwhile.
      const taken = await registryVersion(connection, 'write')
      for (const [at, step] of MIGRATIONS.entries()) {
        if (at < taken) continue
        await connection.execute(`${step}; insert into assay.migrations (version) values (${at + 1})`)
      }
    })
  } catch (error) {
    if (!hasCode(error, SQLSTATE.insufficientPrivilege)) throw error
    const { rows } = await connection.query('select current_user, current_database()', [])
    throw registryNotMade(rows[0]?.[0] ?? 'this role', rows[0]?.[1] ?? '', error)
  }
}
