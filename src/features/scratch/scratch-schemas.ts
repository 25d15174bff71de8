import { quoteIdentifier } from '../../resources/relation.ts'
import type { Session, Warehouse } from '../../warehouse/warehouse.ts'
import { noScratchSchema } from '../errors.ts'
import { SCRATCH_PREFIX } from './scratch.ts'

export interface ScratchSchemas extends AsyncDisposable {
  /** What the models are as things stand. */
  readonly whole: string
  /** What they would have been; emptied for each cut. */
  readonly cut: string
}

/**
 * Two schemas for one experiment or rebuild, gone when it is disposed of. A lock of the session says that they are in use, so that
 * those a killed process left are known and swept by the next.
 */
export async function scratchSchemas(warehouse: Warehouse, run: string): Promise<ScratchSchemas> {
  const whole = `${SCRATCH_PREFIX}${run}`
  const cut = `${whole}_cut`
  const keeper = await warehouse.open()
  await sweep(keeper)
  await keeper.query(LOCK, [whole])
  try {
    await keeper.statements(`create schema ${quoteIdentifier(whole)}; create schema ${quoteIdentifier(cut)}`)
  } catch (error) {
    await keeper[Symbol.asyncDispose]()
    throw noScratchSchema(error)
  }
  // The only session there is must be lent to the work; nobody else can be there then.
  const isOnly = warehouse.maxSessions === 1
  if (isOnly) await keeper[Symbol.asyncDispose]()
  return {
    whole,
    cut,
    async [Symbol.asyncDispose]() {
      const session = isOnly ? await warehouse.open() : keeper
      await session.statements(`${dropSql(cut)}; ${dropSql(whole)}`)
      await session[Symbol.asyncDispose]()
    },
  }
}

/** Empties a schema by making it anew. */
export async function emptySchema(session: Session, schema: string): Promise<void> {
  await session.statements(`${dropSql(schema)}; create schema ${quoteIdentifier(schema)}`)
}

const KEY = 'hashtextextended($1, 0)'
const LOCK = `select pg_advisory_lock(${KEY})`
const TRY_LOCK = `select pg_try_advisory_lock(${KEY})`
const UNLOCK = `select pg_advisory_unlock(${KEY})`

const LEFT = `
select nspname from pg_namespace
where starts_with(nspname, $1) and pg_has_role(nspowner, 'usage')
order by nspname`

async function sweep(session: Session): Promise<void> {
  const { rows } = await session.query(LEFT, [SCRATCH_PREFIX])
  for (const [schema] of rows) {
    if (!schema) continue
    const owner = schema.replace(/_cut$/, '')
    const taken = await session.query(TRY_LOCK, [owner])
    if (taken.rows[0]?.[0] !== 't') continue
    await session.statements(dropSql(schema))
    await session.query(UNLOCK, [owner])
  }
}

function dropSql(schema: string): string {
  return `drop schema if exists ${quoteIdentifier(schema)} cascade`
}
