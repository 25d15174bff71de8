/**
 * Versions that nobody needs any more go, and what was written of them stays: a version that once trained a model can
 * still be told by its hashes, counts and columns.
 */

import type { Model } from '../../resources/node.ts'
import { quoteIdentifier, writeRelation } from '../../resources/relation.ts'
import type { Connection } from '../../run/connection.ts'
import { hasCode, SQLSTATE } from '../../run/database-error.ts'
import { liveOf } from '../../run/materialize/live.ts'
import { currentVersion, versionIsRead } from '../errors.ts'
import { openRegistry } from '../registry/open-registry.ts'
import { register } from '../registry/registry.ts'
import type { VersionEntry } from '../registry/version-entry.ts'
import { chooseVersion, readVersions, type StoredSet } from './read-versions.ts'

export interface Dropping {
  /** By their beginnings. Throws for one that is not there, and for the one that is shown. */
  readonly versions: readonly string[]
  /** The one that is shown may be among them: the view shows the newest that is left, or goes. */
  readonly current: boolean
}

/** Which versions are meant. */
export function versionsToDrop(stored: StoredSet, { versions, current }: Dropping): readonly VersionEntry[] {
  const chosen = new Set(versions.map((wanted) => chooseVersion(stored, wanted)))
  const shown = stored.versions.find(({ entry, isShown }) => isShown && chosen.has(entry))
  if (shown !== undefined && !current) throw currentVersion(stored.model.name, shown.entry.version)
  return [...chosen]
}

/** All but the newest so many; the one that is shown stays in any case. */
export function versionsBeyond({ versions }: StoredSet, keep: number): readonly VersionEntry[] {
  return versions.filter(({ isThere }) => isThere).flatMap((one, at) => (at < keep || one.isShown ? [] : [one.entry]))
}

/** Drops the tables of versions and says so in the registry, all of them or none. */
export async function dropVersions(
  connection: Connection,
  model: Model,
  choose: (stored: StoredSet) => readonly VersionEntry[],
): Promise<readonly VersionEntry[]> {
  await openRegistry(connection)
  await connection.commit()
  return connection.transaction(async () => {
    // Whoever builds the set waits here, so that nothing is shown meanwhile that goes.
    await connection.query(LOCK, [writeRelation({ ...liveOf(model), database: null })])
    const stored = await readVersions(connection, model)
    const entries = choose(stored)
    await leadAway(connection, stored, entries)
    const [time, role] = (await connection.query(NOW, ['UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'])).rows[0] ?? []
    const dropped = entries.map((entry) => ({ ...entry, dropped_at: time ?? null, dropped_by: role ?? null }))
    for (const entry of dropped) {
      await dropTable(connection, entry)
      await register(connection, entry)
    }
    return dropped
  })
}

const LOCK = "select pg_advisory_xact_lock(hashtextextended('assay.training_set ' || $1, 0))"
const NOW = 'select to_char(clock_timestamp() at time zone $1, $2), current_user'

/** Where the view shows one that goes, it shows the newest that stays; it goes itself where none does. */
async function leadAway(
  connection: Connection,
  { versions, model }: StoredSet,
  entries: readonly VersionEntry[],
): Promise<void> {
  if (!versions.some(({ entry, isShown }) => isShown && entries.includes(entry))) return
  const live = writeRelation({ ...liveOf(model), database: null })
  const next = versions.find(
    ({ entry, isThere }) => isThere && entry.as_of_knowledge === null && !entries.includes(entry),
  )
  try {
    if (next === undefined) await connection.execute(`drop view ${live}`)
    else await showInstead(connection, live, `select * from ${tableOf(next.entry)}`)
  } catch (error) {
    throw versionIsRead(model.name, error)
  }
}

/** A view cannot be replaced by one that lacks some of its columns; then another takes its place. */
async function showInstead(connection: Connection, live: string, sql: string): Promise<void> {
  try {
    await connection.savepoint('assay_view', async () => {
      await connection.execute(`create or replace view ${live} as ${sql}`)
    })
  } catch (error) {
    if (!hasCode(error, SQLSTATE.invalidTableDefinition)) throw error
    await connection.execute(`drop view ${live}; create view ${live} as ${sql}`)
  }
}

async function dropTable(connection: Connection, entry: VersionEntry): Promise<void> {
  try {
    await connection.execute(`drop table ${tableOf(entry)}`)
  } catch (error) {
    throw hasCode(error, SQLSTATE.dependentObjectsStillExist) ? versionIsRead(entry.version, error) : error
  }
}

function tableOf({ schema_name: schema, relation_name: name }: VersionEntry): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`
}
