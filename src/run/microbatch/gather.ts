/**
 * Where the batches of a new table are gathered. Readers must not see a table that grows batch by batch in place of the
 * whole one before it, so it grows beside, as `orders__assay_1a2b3c4d_new`, and is shown when it is done. Each batch is
 * committed, so the table outlives a run that fails: `retry` goes on with it, any other run of the model drops it.
 * The session that builds holds an advisory lock under the table's name, by which other runs see that it is in use.
 */
import type { RelationName } from '../../resources/relation.ts'
import type { Connection } from '../connection.ts'
import type { KnownRelations } from '../known-relations.ts'
import { besideName } from '../publish/names.ts'
import { nameBeside, rename } from '../publish/statements.ts'

export interface Gathering {
  readonly connection: Connection
  readonly known: KnownRelations
  readonly live: RelationName
  /** This run. */
  readonly run: string
}

/** The table of this run; nobody else touches it until the session ends. */
export async function claimTable(gathering: Gathering): Promise<RelationName> {
  const table = tableOf(gathering, gathering.run)
  await gathering.connection.query('select pg_advisory_lock(hashtextextended($1, 0))', [keyOf(table)])
  return table
}

/** The table that an earlier run left, under this run's name; null where it left none, or another run goes on with it. */
export async function takeOver(gathering: Gathering, earlier: string): Promise<RelationName | null> {
  const { connection, known } = gathering
  const left = tableOf(gathering, earlier)
  if (known.kindOf(left.schema, left.identifier) !== 'table') return null
  if (!(await tryLock(connection, left))) return null
  const table = await claimTable(gathering)
  await connection.execute(rename(left, 'table', left.identifier ?? '', table.identifier ?? ''))
  known.drop(left.schema, left.identifier)
  known.add({ schema: table.schema ?? '', identifier: table.identifier ?? '', kind: 'table' })
  return table
}

/** Drops the tables that earlier runs of the model left and that no run works at. */
export async function sweepTables(gathering: Gathering): Promise<void> {
  const { connection, known, live, run } = gathering
  const relations = await known.inSchema(connection, live.schema ?? '')
  for (const { identifier } of [...relations]) {
    const [, other] = LEFT.exec(identifier) ?? []
    if (other === undefined || other === run || identifier !== tableOf(gathering, other).identifier) continue
    const left = { ...live, identifier }
    if (!(await tryLock(connection, left))) continue
    await connection.execute(`drop table if exists ${nameBeside(live, identifier)}`)
    known.drop(live.schema, identifier)
  }
}

const LEFT = /__assay_([0-9a-f]{8})_new$/

function tableOf({ live }: Gathering, run: string): RelationName {
  return { ...live, identifier: besideName(live.identifier ?? '', run, 'new') }
}

async function tryLock(connection: Connection, table: RelationName): Promise<boolean> {
  const { rows } = await connection.query('select pg_try_advisory_lock(hashtextextended($1, 0))', [keyOf(table)])
  return rows[0]?.[0] === 't'
}

function keyOf({ schema, identifier }: RelationName): string {
  return `assay ${schema}.${identifier}`
}
