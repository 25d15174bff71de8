import type { Connection } from '../../run/connection.ts'
import { hasCode, SQLSTATE } from '../../run/database-error.ts'
import { newerRegistry, registryNotMade } from '../errors.ts'
import type { Queries } from '../training/inputs.ts'
import { MIGRATIONS } from './migrations.ts'

const EXISTS = "select to_regclass('assay.migrations') is not null"
const VERSION = 'select coalesce(max(version), 0) from assay.migrations'
const LOCK = "select pg_advisory_xact_lock(hashtextextended('assay.migrations', 0))"
const BEGIN = `
create schema if not exists assay;
create table if not exists assay.migrations (version integer primary key, taken_at timestamptz not null default now())`

/** Which steps were taken; 0 where there is no registry. */
export async function registryVersion(session: Queries): Promise<number> {
  const exists = (await session.query(EXISTS, [])).rows[0]?.[0] === 't'
  const version = exists ? Number((await session.query(VERSION, [])).rows[0]?.[0]) : 0
  if (version > MIGRATIONS.length) throw newerRegistry(version, MIGRATIONS.length)
  return version
}

/** Makes the schema `assay`, or brings it up to date, in a transaction of its own. */
export async function openRegistry(connection: Connection): Promise<void> {
  if ((await registryVersion(connection)) === MIGRATIONS.length) return
  try {
    await connection.transaction(async () => {
      await connection.execute(`${LOCK}; ${BEGIN}`)
      // Another one may have been here meanwhile.
      const taken = await registryVersion(connection)
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
