import type { RelationName } from '../../resources/relation.ts'
import { isPassing } from '../backoff.ts'
import type { Connection } from '../connection.ts'
import { hasCode, SQLSTATE } from '../database-error.ts'
import { brokenDependant, heldByDependants } from '../errors.ts'
import { type Dependant, dependantName, type IncomingKey, readDependants } from './dependants.ts'
import { readKeepsake } from './keepsake.ts'
import { addKey, dropBeside, dropDependant, KEYWORD, replaceView, type StoredKind } from './statements.ts'

/**
 * Leads the direct readers among `readers` to the relation that now carries the live name, one by one. Their definitions
 * were read while the old one carried it, so their own text names the right one. Those in `except` are left where they
 * are.
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
      if (reader.kind === 'view' && (await tryReplacing(connection, reader))) done.add(reader)
      else for (const made of await remake(connection, reader, readers)) done.add(made)
    })
  }
}

/** Leads those views that take the new relation as they are; which they were. */
export async function leadWillingViews(
  connection: Connection,
  views: readonly Dependant[],
): Promise<ReadonlySet<Dependant>> {
  const led = new Set<Dependant>()
  for (const view of views) {
    if (view.kind !== 'view') continue
    try {
      await connection.savepoint('assay_view', () => connection.execute(replaceView(view)))
      led.add(view)
    } catch (error) {
      if (isPassing(error) || hasCode(error, SQLSTATE.queryCanceled)) throw error
    }
  }
  return led
}

/** False when PostgreSQL says the columns no longer have the types a replaced view must keep. */
async function tryReplacing(connection: Connection, view: Dependant): Promise<boolean> {
  try {
    await connection.savepoint('assay_view', () => connection.execute(replaceView(view)))
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
  await connection.execute(affected.toReversed().map(dropDependant).join('; '))
  for (const statements of keepsakes) await connection.execute(statements.join(';\n'))
  return affected
}

/**
 * Adds a foreign key again, to the new relation. Where nothing makes its rows unique yet (a hook will, as it did for the
 * old one) it takes over what did so in the old relation, quoted as `old`.
 */
export async function keepKey(connection: Connection, key: IncomingKey, old: string): Promise<void> {
  try {
    await connection.savepoint('assay_key', () => connection.execute(addKey(key)))
  } catch (error) {
    if (!hasCode(error, SQLSTATE.invalidForeignKey)) throw error
    await connection.execute([key.support.drop(old), key.support.create, addKey(key)].join('; '))
  }
}

/** Drops a relation that stepped aside; PostgreSQL's refusal becomes an error that names what holds it. */
export async function dropRetired(
  connection: Connection,
  live: RelationName,
  old: string,
  kind: StoredKind,
): Promise<void> {
  try {
    await connection.execute(dropBeside(live, kind, old))
  } catch (error) {
    throw hasCode(error, SQLSTATE.dependentObjectsStillExist) ? heldByDependants(live, old, error) : error
  }
}

/** Gives PostgreSQL's refusal of `act` the name of the dependant it is about. */
export async function orNameIt(live: RelationName, what: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (isPassing(error) || hasCode(error, SQLSTATE.queryCanceled)) throw error
    throw brokenDependant(live, what, error)
  }
}
