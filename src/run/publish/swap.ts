/**
 * How a relation is replaced. Readers see the one before or the one after, never nothing and never half of it:
 * the candidate was built beside; in one short transaction the live relation steps aside, the candidate takes its
 * name, and whatever read the old one by OID is led to the new one. `cascade` is never sent.
 *
 *   dependant                      what becomes of it
 *   a view                         `create or replace` with its own text: grants, comments and readers stay
 *   … that does not take it so     dropped and made again, with its readers, in the same transaction
 *   … which this run rebuilds yet  stays on the old relation until its own turn; then the old one goes
 *   a materialized view            likewise
 *   a foreign key that points here dropped and added again, with the constraint it rests on
 *   anything else                  PostgreSQL refuses to drop the old relation, and the node fails before the swap
 *
 * The old relation stays only where it must: whoever lists the schema sees it, and macros that unite the tables whose
 * names begin alike would read its rows too.
 *
 * Three ways, each taken when the one before is refused: one message, for a relation that nothing reads; two, where
 * every reader can be replaced as it is; one by one.
 */
import type { RelationName } from '../../resources/relation.ts'
import { isPassing } from '../backoff.ts'
import type { Connection } from '../connection.ts'
import { hasCode, SQLSTATE } from '../database-error.ts'
import {
  type Dependant,
  dependantsOf,
  dependantsQuery,
  type IncomingKey,
  incomingKeysOf,
  incomingKeysQuery,
} from './dependants.ts'
import { dropRetired, keepKey, leadReaders, leadWillingViews, orNameIt } from './lead-readers.ts'
import { addKey, dropBeside, dropKey, nameBeside, rename, replaceView, type StoredKind } from './statements.ts'

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
  /** Milliseconds to wait for a lock. */
  readonly lockTimeout: number
  /** True when nothing follows in the transaction: the swap may commit it with its last message. */
  readonly last: boolean
}

export interface Swapped {
  /** Views that still read the old relation, which therefore still exists; empty when it is gone. */
  readonly waiting: readonly Dependant[]
}

/**
 * Runs in the caller's transaction. When it throws, what it did is undone and the candidate is still there.
 * `inTurn` runs careful swaps one after the other: two of them may meet at a view that reads both tables.
 */
export async function swap(
  connection: Connection,
  step: Swap,
  inTurn: <T>(act: () => Promise<T>) => Promise<T> = (act) => act(),
): Promise<Swapped> {
  try {
    if (await swapUnread(connection, step)) return { waiting: [] }
    return await inTurn(async () => (await swapTogether(connection, step)) ?? (await swapOneByOne(connection, step)))
  } catch (error) {
    // Without a transaction the commit failed, or the connection is gone.
    if (connection.isUnderWay) await connection.execute(`${ROLLBACK}; release savepoint assay_swap`)
    throw error
  }
}

const ROLLBACK = 'rollback to savepoint assay_swap'
const DONE = ['set local lock_timeout to default', 'release savepoint assay_swap']

/** False when something depends on the live relation: PostgreSQL refuses to drop it. */
async function swapUnread(connection: Connection, step: Swap): Promise<boolean> {
  const drop = step.liveKind === null ? [] : [dropBeside(step.live, step.liveKind, step.old)]
  const statements = ['savepoint assay_swap', lockTimeout(step), ...renames(step), ...drop]
  return tried(connection, async () => {
    if (step.last) await connection.conclude(statements.join('; '))
    else await connection.execute([...statements, ...DONE].join('; '))
  })
}

/** Replaces all readers in one message; null when one of them does not take it. */
async function swapTogether(connection: Connection, step: Swap): Promise<Swapped | null> {
  const { readers, keys, path } = await look(connection, step)
  const led = readers.filter((reader) => reader.direct)
  if (led.some((reader) => reader.kind !== 'view')) {
    await connection.execute(ROLLBACK)
    return null
  }
  const drop = step.liveKind === null ? [] : [dropBeside(step.live, step.liveKind, step.old)]
  const replaced = [...renames(step), ...keys.map(dropKey), ...led.map(replaceView), ...keys.map(addKey), ...drop]
  const done = await tried(connection, async () => {
    if (step.last) await connection.conclude(replaced.join(';\n'))
    else await connection.execute([...replaced, ...settled(path)].join(';\n'))
  })
  return done ? { waiting: [] } : null
}

async function swapOneByOne(connection: Connection, step: Swap): Promise<Swapped> {
  const { readers, keys, path } = await look(connection, step)
  await connection.execute([...renames(step), ...keys.map(dropKey)].join('; '))
  const pending = readers.filter((reader) => reader.direct && step.isPending(reader.schema, reader.name))
  const led = await leadWillingViews(connection, pending)
  const waiting = pending.filter((reader) => !led.has(reader))
  await leadReaders(connection, step.live, readers, pending)
  for (const key of keys) {
    const what = `the foreign key ${key.name} of ${key.table}`
    await orNameIt(step.live, what, () => keepKey(connection, key, nameBeside(step.live, step.old)))
  }
  if (waiting.length === 0 && step.liveKind !== null) await dropRetired(connection, step.live, step.old, step.liveKind)
  await connection.execute(settled(path).join('; '))
  return { waiting }
}

/** False when PostgreSQL refused `act` for a reason that a more careful way may get round; what it did is undone. */
async function tried(connection: Connection, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    if (!connection.isUnderWay || isPassing(error) || hasCode(error, ...FINAL)) throw error
    await connection.execute(ROLLBACK)
    return false
  }
}

/** Nothing that reads the relation is to blame for these. */
const FINAL = [SQLSTATE.queryCanceled, SQLSTATE.duplicateTable, SQLSTATE.wrongObjectType]

interface Seen {
  readonly readers: readonly Dependant[]
  readonly keys: readonly IncomingKey[]
  /** The caller's search_path; it is empty now. */
  readonly path: string
}

/** Locks the live relation and reads what depends on it, in one message. */
async function look(connection: Connection, step: Swap): Promise<Seen> {
  const live = nameBeside(step.live, step.live.identifier ?? '')
  const results = await connection.execute(
    [
      lockTimeout(step),
      ...lock(step),
      "select current_setting('search_path')",
      "set local search_path = ''",
      dependantsQuery(live),
      incomingKeysQuery(live),
    ].join(';\n'),
  )
  const [path, , readers, keys] = results.slice(-4).map((result) => result.rows)
  return {
    readers: dependantsOf(readers ?? []),
    keys: incomingKeysOf(keys ?? []),
    path: path?.[0]?.[0] ?? '',
  }
}

/** The statements that put the caller's settings back. */
function settled(path: string): readonly string[] {
  return [`select set_config('search_path', '${path.replaceAll("'", "''")}', true)`, ...DONE]
}

/** `lock table` takes no materialized views, and of views it locks what they read: renaming there and back does. */
function lock({ live, liveKind, old }: Swap): readonly string[] {
  const identifier = live.identifier ?? ''
  if (liveKind === null) return []
  if (liveKind === 'table') return [`lock table ${nameBeside(live, identifier)} in access exclusive mode`]
  return [rename(live, liveKind, identifier, old), rename(live, liveKind, old, identifier)]
}

function lockTimeout(step: Swap): string {
  return `set local lock_timeout = ${step.lockTimeout}`
}

function renames({ live, liveKind, old, candidate, candidateKind }: Swap): readonly string[] {
  const identifier = live.identifier ?? ''
  const aside = liveKind === null ? [] : [rename(live, liveKind, identifier, old)]
  return [...aside, rename(live, candidateKind, candidate, identifier)]
}
