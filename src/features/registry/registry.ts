import { quoteIdentifier } from '../../resources/relation.ts'
import type { Queries } from '../training/inputs.ts'
import { registryVersion } from './open-registry.ts'
import { VERSION_ENTRY, type VersionEntry } from './version-entry.ts'

/** Where a training set is shown: the view that readers know. */
export interface Shown {
  readonly schema: string
  readonly view: string
}

const COLUMNS = Object.keys(VERSION_ENTRY.shape)

const FOUND = `
select to_jsonb(entry)::text
from assay.training_sets as entry
where entry.schema_name = $1 and entry.view_name = $2
order by entry.generated_at desc, entry.version`

/** The versions of a training set, the newest first; those whose table somebody dropped are among them. */
export async function versionsOf(session: Queries, { schema, view }: Shown): Promise<readonly VersionEntry[]> {
  if ((await registryVersion(session, 'read')) === 0) return []
  const { rows } = await session.query(FOUND, [schema, view])
  return rows.map(([json]) => VERSION_ENTRY.parse(JSON.parse(json ?? 'null')))
}

const INSERT = `
insert into assay.training_sets (${COLUMNS.map(quoteIdentifier).join(', ')})
select ${COLUMNS.map(quoteIdentifier).join(', ')} from jsonb_populate_record(null::assay.training_sets, $1::jsonb)`

const FORGET = 'delete from assay.training_sets where schema_name = $1 and view_name = $2 and version = $3'

/** Writes an entry; one of the same version, whose table is gone, makes way. */
export async function register(session: Queries, entry: VersionEntry): Promise<void> {
  await session.query(FORGET, [entry.schema_name, entry.view_name, entry.version])
  await session.query(INSERT, [JSON.stringify(entry)])
}

const READ_BY_VIEW = `
select distinct c.relname
from pg_rewrite as r
join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
join pg_class as c on c.oid = d.refobjid and c.oid <> r.ev_class
join pg_namespace as n on n.oid = c.relnamespace
where r.ev_class = to_regclass($1) and n.nspname = $2`

/** The tables of its schema that a view reads: of a training set's view, its newest version. */
export async function readByView(session: Queries, { schema, view }: Shown): Promise<readonly string[]> {
  const { rows } = await session.query(READ_BY_VIEW, [`${quoteIdentifier(schema)}.${quoteIdentifier(view)}`, schema])
  return rows.flatMap(([name]) => name ?? [])
}

const EXISTS = 'select to_regclass($1) is not null'

export async function tableExists(session: Queries, schema: string, table: string): Promise<boolean> {
  const { rows } = await session.query(EXISTS, [`${quoteIdentifier(schema)}.${quoteIdentifier(table)}`])
  return rows[0]?.[0] === 't'
}
