import type { Diagnostic } from '../../base/diagnostic.ts'
import { quoteIdentifier, type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Connection } from '../connection.ts'
import { asDatabaseError, hasCode, SQLSTATE } from '../database-error.ts'
import { keptFunction } from '../errors.ts'
import { besideName } from './names.ts'
import { nameBeside } from './statements.ts'

/** The functions of a name, and what earlier runs left of it under the names they stepped aside to. */
const FOUND = `
select p.proname, p.oid::regprocedure::text
from pg_proc p
join pg_namespace n on n.oid = p.pronamespace
where n.nspname = $1::name
  and (p.proname = $2 or (starts_with(p.proname, $3) and right(p.proname, $4::int) = $5 and length(p.proname) = $6::int))`

/** The one with these types of arguments, by its oid. */
const SAME = 'select to_regprocedure($1)::oid::text'

/** Owner, grants and comment of the function $1 as statements about the function $2. */
const KEEPSAKES = `
select format('alter function %s owner to %I', $2::regprocedure, pg_get_userbyid(proowner)) from pg_proc where oid = $1::oid
union all
select format('revoke all on function %s from public', $2::regprocedure) from pg_proc where oid = $1::oid and proacl is not null
union all
select format('grant execute on function %s to %s%s', $2::regprocedure,
  case acl.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee)) end, case when acl.is_grantable then ' with grant option' else '' end)
from pg_proc p, lateral aclexplode(p.proacl) acl where p.oid = $1::oid and acl.grantee <> p.proowner
union all
select format('comment on function %s is %L', $2::regprocedure, description)
from pg_description where classoid = 'pg_proc'::regclass and objoid = $1::oid`

interface Aside {
  /** As SQL calls it, arguments included. */
  readonly old: string
  readonly live: string
}

/**
 * Functions that PostgreSQL cannot replace step aside under another name, so that views, indexes and defaults which call
 * them go on; they are dropped when nothing does any more: at the end of this run, or by a later one.
 */
export class FunctionsAside {
  readonly #aside: Aside[] = []

  /** Whether a function of this name is there, with whatever arguments. What earlier runs left of it is noted. */
  async exists(connection: Connection, live: RelationName): Promise<boolean> {
    const name = live.identifier ?? ''
    const [before = '', after = ''] = besideName(name, RUN, 'old').split(RUN)
    const length = String([...before].length + RUN.length + after.length)
    const { rows } = await connection.query(FOUND, [live.schema, name, before, String(after.length), after, length])
    for (const [proname, old] of rows) {
      if (proname !== name && old) this.#keep({ old, live: writeRelation(live) })
    }
    return rows.some(([proname]) => proname === name)
  }

  /** Makes `create` possible: within the open transaction, with the old function's owner, grants and comment. */
  async replace(
    connection: Connection,
    live: RelationName,
    types: readonly string[],
    run: string,
    create: string,
  ): Promise<void> {
    const name = live.identifier ?? ''
    const signature = `(${types.join(', ')})`
    const here = `${nameBeside(live, name)}${signature}`
    const beside = besideName(name, run, 'old')
    await connection.savepoint('assay_aside', async () => {
      const [[oid = null] = []] = (await connection.query(SAME, [here])).rows
      if (oid === null) throw new Error(`there is no ${here}`)
      await connection.execute(`alter function ${here} rename to ${quoteIdentifier(beside)};\n${create}`)
      const { rows } = await connection.query(KEEPSAKES, [oid, here])
      const statements = rows.flatMap(([statement]) => statement ?? [])
      if (statements.length > 0) await connection.execute(statements.join(';\n'))
    })
    this.#keep({ old: `${nameBeside(live, beside)}${signature}`, live: here })
  }

  get isEmpty(): boolean {
    return this.#aside.length === 0
  }

  /** At the end of the run: drops what nothing depends on any more; a warning for each of the others. */
  async settle(connection: Connection): Promise<readonly Diagnostic[]> {
    const warnings: Diagnostic[] = []
    for (const { old, live } of this.#aside) {
      try {
        await connection.transaction(() => connection.execute(`set local lock_timeout = '2s';\ndrop function ${old}`))
      } catch (error) {
        const readers = asDatabaseError(error)?.detail ?? String(error)
        if (hasCode(error, SQLSTATE.dependentObjectsStillExist)) warnings.push(keptFunction(old, live, readers))
      }
    }
    return warnings
  }

  #keep(aside: Aside): void {
    if (!this.#aside.some(({ old }) => old === aside.old)) this.#aside.push(aside)
  }
}

/** Stands in for a run's short id. */
const RUN = '00000000'
