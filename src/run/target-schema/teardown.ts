import { quoteIdentifier, type RelationName } from '../../resources/relation.ts'
import type { TargetSchema } from '../../resources/target-schema.ts'
import type { Session, Warehouse } from '../../warehouse/warehouse.ts'
import { RECORD, schemaMark } from './mark.ts'

export interface TeardownOptions {
  readonly warehouse: Warehouse
  readonly target: TargetSchema
  /** What the project builds there now, beside what runs wrote down. */
  readonly known: readonly RelationName[]
  /** Only looks. */
  readonly dryRun: boolean
}

export interface Teardown {
  /** Schemas that were made for the target, and are gone, or would be. */
  readonly schemas: readonly string[]
  /** What is in them, as it would be written in SQL. */
  readonly things: readonly string[]
  /** What no run of the project made; then nothing is dropped. */
  readonly strangers: readonly string[]
  /** What reads them from outside (`reports.daily reads pr_1.orders`); then nothing is dropped. */
  readonly readers: readonly string[]
}

interface Thing {
  readonly oid: string
  readonly kind: string
  readonly schema: string
  readonly name: string
  /** Quoted, of functions with the types of their arguments. */
  readonly written: string
}

/**
 * Drops the schemas that runs made for a target schema, with what runs built in them: all in one transaction, each thing
 * by itself and none with `cascade`, so that what somebody else made or reads stops it.
 */
export async function teardown({ warehouse, target, known, dryRun }: TeardownOptions): Promise<Teardown> {
  await using session = await warehouse.open()
  await session.statements("begin; set local lock_timeout = '30s'")
  try {
    const found = await look(session, target, known)
    const stops = found.strangers.length > 0 || found.readers.length > 0
    if (!dryRun && !stops && found.schemas.length > 0) {
      const drops = found.ordered.map(({ kind, written }) => `drop ${kind} ${written}`)
      const schemas = found.schemas.map((schema) => `drop schema ${quoteIdentifier(schema)}`)
      await session.statements([...drops, ...schemas, 'commit'].join(';\n'))
    } else await session.statements('rollback')
    const { schemas, strangers, readers, ordered } = found
    return { schemas, strangers, readers, things: ordered.map(({ written }) => written).sort() }
  } catch (error) {
    await session.statements('rollback').catch(() => undefined) // the first error is the one to report
    throw error
  }
}

async function look(session: Session, target: TargetSchema, known: readonly RelationName[]) {
  const texts = async (sql: string, parameter: string): Promise<readonly (readonly string[])[]> =>
    (await session.query(sql, [parameter])).rows.map((row) => row.map((cell) => cell ?? ''))
  const schemas = (await texts(MARKED, schemaMark(target))).map(([schema = '']) => schema)
  const those = JSON.stringify(schemas)
  const things = (await texts(THINGS, those)).map(
    ([oid = '', kind = '', schema = '', name = '', written = '']): Thing => ({ oid, kind, schema, name, written }),
  )
  const ours = new Set(known.map(({ schema, identifier }) => keyOf(schema, identifier)))
  const record = things.find(({ schema, name }) => schema === target.name && name === RECORD)
  if (record !== undefined)
    for (const [schema = '', name = ''] of (await session.query(`select * from ${record.written}`, [])).rows)
      ours.add(keyOf(schema, name))
  const isOurs = (thing: Thing): boolean =>
    thing === record || ours.has(keyOf(thing.schema, thing.name)) || thing.name.includes('__assay_')
  const edges = await texts(READS, those)
  const inside = new Set(things.map(({ oid }) => oid))
  return {
    schemas,
    strangers: things.filter((thing) => !isOurs(thing)).map(({ written }) => written),
    readers: edges.filter(([reader = '']) => !inside.has(reader)).map(([, , who, what]) => `${who} reads ${what}`),
    ordered: readersFirst(things, edges),
  }
}

function keyOf(schema: string | null, name: string | null): string {
  return JSON.stringify([schema, name])
}

/** What reads something stands before it. */
function readersFirst(things: readonly Thing[], edges: readonly (readonly string[])[]): readonly Thing[] {
  const byOid = new Map(things.map((thing) => [thing.oid, thing]))
  const readersOf = new Map<string, string[]>()
  for (const [reader = '', read = ''] of edges) readersOf.set(read, [...(readersOf.get(read) ?? []), reader])
  const ordered = new Set<Thing>()
  const visiting = new Set<string>()
  const visit = (oid: string): void => {
    const thing = byOid.get(oid)
    if (thing === undefined || ordered.has(thing) || visiting.has(oid)) return
    visiting.add(oid)
    for (const reader of readersOf.get(oid) ?? []) visit(reader)
    ordered.add(thing)
  }
  for (const { oid } of things) visit(oid)
  return [...ordered]
}

const MARKED = `
select nspname from pg_namespace
where obj_description(oid, 'pg_namespace') = $1
order by nspname`

const SCHEMAS = 'select value from json_array_elements_text($1::json)'

/** Partitions go with their table, sequences of columns and indexes with theirs. */
const THINGS = `
select
  c.oid,
  case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table' end,
  n.nspname,
  c.relname,
  format('%I.%I', n.nspname, c.relname)
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname in (${SCHEMAS}) and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
union all
select p.oid, case p.prokind when 'a' then 'aggregate' else 'function' end, n.nspname, p.proname,
  format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
from pg_proc p
join pg_namespace n on n.oid = p.pronamespace
where n.nspname in (${SCHEMAS})
order by 3, 4`

/** Which view, or which table with a foreign key, reads which relation or function of the schemas. */
const READS = `
with named as (
  select c.oid, c.relnamespace as schema, format('%I.%I', n.nspname, c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  union all
  select p.oid, p.pronamespace, format('%I.%I()', n.nspname, p.proname)
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
),
reads as (
  select w.ev_class as reader, d.refobjid as read
  from pg_depend d
  join pg_rewrite w on w.oid = d.objid
  where d.classid = 'pg_rewrite'::regclass and d.refclassid in ('pg_class'::regclass, 'pg_proc'::regclass)
  union
  select conrelid, confrelid from pg_constraint where contype = 'f'
)
select reads.reader, reads.read, reader.name, read.name
from reads
join named reader on reader.oid = reads.reader
join named read on read.oid = reads.read
join pg_namespace n on n.oid = read.schema
where n.nspname in (${SCHEMAS}) and reads.reader <> reads.read
order by 3, 4`
