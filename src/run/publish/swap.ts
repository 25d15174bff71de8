/**
 * How a relation is replaced. Readers see the one before or the one after, never nothing and never half of it:
 * the candidate was built beside; in one short transaction the live relation steps aside, the candidate takes its
 * name, and whatever read the old one by OID is led to the new one. `cascade` is never sent.
 *
 *   dependant                      what becomes of it
 *   a view this run rebuilds later stays on the old relation until its own turn; then the old one goes
 *   any other view                 `create or replace` with its own text: grants, comments and readers stay
 *   … whose column types change    dropped and made again, with its readers, in the same transaction
 *   a materialized view            likewise
 *   a foreign key that points here dropped and added again
 *   anything else                  PostgreSQL refuses to drop the old relation, and the node fails before the swap
 */
import { QUOTE_ALL, quoteIdentifier, type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Connection } from '../connection.ts'
import { hasCode, SQLSTATE } from '../database-error.ts'
import { brokenDependant, heldByDependants } from '../errors.ts'
import { type Dependant, dependantName, readDependants, readIncomingKeys } from './dependants.ts'
import { readKeepsake } from './keepsake.ts'

export type StoredKind = 'table' | 'view' | 'materialized_view'

export interface Swap {
  /** The name readers know. */
  readonly live: RelationName
  /** What stands there now, or null for nothing. */
  readonly liveKind: StoredKind | null
  /** The identifier of the finished new relation, in the same schema. */
  readonly candidate: string
  readonly candidateKind: StoredKind
  /** The identifier the live relation gets while it must stay. */
  readonly old: string
  /** True for a view (by schema and name) that this run will rebuild after this node. */
  readonly isPending: (schema: string, name: string) => boolean
  readonly lockTimeout: number
}

export interface Swapped {
  /** Views that still read the old relation, which therefore still exists; empty when it is gone. */
  readonly waiting: readonly Dependant[]
}

const KEYWORD: Readonly<Record<StoredKind, string>> = {
  table: 'table',
  view: 'view',
  materialized_view: 'materialized view',
}

/**
 * One message for the common case: nothing reads the live relation. When something does, PostgreSQL refuses the drop,
 * that much is undone, and the careful way is taken. Runs in the caller's transaction.
 */
export async function swap(connection: Connection, step: Swap): Promise<Swapped> {
  const drop = step.liveKind === null ? [] : [`drop ${KEYWORD[step.liveKind]} ${nameBeside(step.live, step.old)}`]
  try {
    await connection.execute(
      [
        'savepoint assay_swap',
        `set local lock_timeout = ${step.lockTimeout}`,
        ...rename(step),
        ...drop,
        'set local lock_timeout to default',
        'release savepoint assay_swap',
      ].join('; '),
    )
    return { waiting: [] }
  } catch (error) {
    await connection.execute('rollback to savepoint assay_swap; release savepoint assay_swap')
    if (!hasCode(error, SQLSTATE.dependentObjectsStillExist)) throw error
  }
  return connection.savepoint('assay_swap', () => carefully(connection, step))
}

async function carefully(connection: Connection, step: Swap): Promise<Swapped> {
  const live = nameBeside(step.live, step.live.identifier ?? '')
  const path = await connection.last("select current_setting('search_path')")
  await connection.execute(`set local lock_timeout = ${step.lockTimeout}; set local search_path = ''`)
  if (step.liveKind === 'table') await connection.execute(`lock table ${live} in access exclusive mode`)
  const readers = await readDependants(connection, live)
  const waiting = readers.filter((reader) => reader.direct && step.isPending(reader.schema, reader.name))
  const keys = await readIncomingKeys(connection, live)

  await connection.execute(rename(step).join('; '))
  for (const key of keys) await connection.execute(`alter table ${key.table} drop constraint ${key.name}`)
  await leadReaders(connection, step.live, readers, waiting)
  for (const key of keys) {
    const add = `alter table ${key.table} add constraint ${key.name} ${key.definition}`
    await orNameIt(step.live, `the foreign key ${key.name} of ${key.table}`, () => connection.execute(add))
  }
  if (waiting.length === 0 && step.liveKind !== null) await dropRetired(connection, step.live, step.old, step.liveKind)
  await connection.query("select set_config('search_path', $1, true)", [path.rows[0]?.[0] ?? ''])
  await connection.execute('set local lock_timeout to default')
  return { waiting }
}

/**
 * Leads the direct readers among `readers` to the relation that now carries the live name. Their definitions were read
 * while the old one carried it, so their own text names the right one. Those in `except` are left where they are.
 */
export async function leadReaders(
  connection: Connection,
  live: RelationName,
  readers: readonly Dependant[],
  except: readonly Dependant[],
): Promise<void> {
  const done = new Set(except)
  for (const reader of readers) {
    if (!reader.direct || done.has(reader)) continue
    const name = dependantName(reader)
    await orNameIt(live, `the ${KEYWORD[reader.kind]} ${name}`, async () => {
      if (reader.kind === 'view' && (await replaceView(connection, reader))) done.add(reader)
      else for (const made of await remake(connection, reader, readers)) done.add(made)
    })
  }
}

/** False when PostgreSQL says the columns no longer have the types a replaced view must keep. */
async function replaceView(connection: Connection, view: Dependant): Promise<boolean> {
  const statement = `create or replace view ${dependantName(view)}${view.options} as ${view.definition}`
  try {
    await connection.savepoint('assay_view', () => connection.execute(statement))
    return true
  } catch (error) {
    if (hasCode(error, SQLSTATE.invalidTableDefinition)) return false
    throw error
  }
}

/** Drops a view with all that reads it, farthest first, and makes them again; what was made. */
async function remake(
  connection: Connection,
  root: Dependant,
  known: readonly Dependant[],
): Promise<readonly Dependant[]> {
  const above = await readDependants(connection, dependantName(root))
  const affected = [root, ...above].map((reader) => known.find((k) => k.oid === reader.oid) ?? reader)
  const keepsakes: (readonly string[])[] = []
  for (const reader of affected) keepsakes.push(await readKeepsake(connection, reader))
  for (const reader of affected.toReversed())
    await connection.execute(`drop ${KEYWORD[reader.kind]} ${dependantName(reader)}`)
  for (const statements of keepsakes) await connection.execute(statements.join(';\n'))
  return affected
}

/** Drops a relation that stepped aside; PostgreSQL's refusal becomes an error that names what holds it. */
export async function dropRetired(
  connection: Connection,
  live: RelationName,
  old: string,
  kind: StoredKind,
): Promise<void> {
  try {
    await connection.execute(`drop ${KEYWORD[kind]} ${nameBeside(live, old)}`)
  } catch (error) {
    throw hasCode(error, SQLSTATE.dependentObjectsStillExist) ? heldByDependants(live, old, error) : error
  }
}

async function orNameIt(live: RelationName, what: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (hasCode(error, SQLSTATE.lockNotAvailable, SQLSTATE.deadlockDetected, SQLSTATE.queryCanceled)) throw error
    throw brokenDependant(live, what, error)
  }
}

function rename(step: Swap): readonly string[] {
  const live = step.live.identifier ?? ''
  const aside =
    step.liveKind === null
      ? []
      : [`alter ${KEYWORD[step.liveKind]} ${nameBeside(step.live, live)} rename to ${quoteIdentifier(step.old)}`]
  const forward = `alter ${KEYWORD[step.candidateKind]} ${nameBeside(step.live, step.candidate)} rename to ${quoteIdentifier(live)}`
  return [...aside, forward]
}

/** `"schema"."identifier"`: always quoted, whatever the relation's policy, for names that came from the catalog. */
export function nameBeside(live: RelationName, identifier: string): string {
  return writeRelation({ database: null, schema: live.schema, identifier, quoting: QUOTE_ALL })
}
