import { quoteIdentifier } from '../../resources/relation.ts'
import type { Connection } from '../connection.ts'

/** A view or materialized view that reads a relation, with all it takes to make it again. */
export interface Dependant {
  readonly oid: string
  readonly schema: string
  readonly name: string
  readonly kind: 'view' | 'materialized_view'
  /** True when it reads the relation itself, not only through others. */
  readonly direct: boolean
  /** Its query, every name qualified. */
  readonly definition: string
  /** `with (…)`, or nothing. */
  readonly options: string
  readonly populated: boolean
}

/** `"schema"."name"` */
export function dependantName(dependant: Pick<Dependant, 'schema' | 'name'>): string {
  return `${quoteIdentifier(dependant.schema)}.${quoteIdentifier(dependant.name)}`
}

type Rows = readonly (readonly (string | null)[])[]

/**
 * All views that read a relation (quoted text), directly or through others; nearest first, then by name. A view is bound
 * to what it reads by OID, through its rewrite rule. Definitions are printed with every name qualified only where
 * search_path is empty.
 */
export function dependantsQuery(relation: string): string {
  return `
with recursive target as (select ${asText(relation)}::regclass as oid),
readers (oid, depth) as (
  select rule.ev_class, 1
  from target
  join pg_depend reads on reads.refclassid = 'pg_class'::regclass and reads.refobjid = target.oid
  join pg_rewrite rule on reads.classid = 'pg_rewrite'::regclass and rule.oid = reads.objid
  where rule.ev_class <> target.oid
  union
  select rule.ev_class, readers.depth + 1
  from readers
  join pg_depend reads on reads.refclassid = 'pg_class'::regclass and reads.refobjid = readers.oid
  join pg_rewrite rule on reads.classid = 'pg_rewrite'::regclass and rule.oid = reads.objid
  where rule.ev_class <> readers.oid and readers.depth < 1000
)
select
  c.oid::text,
  n.nspname,
  c.relname,
  c.relkind,
  bool_or(readers.depth = 1)::text,
  rtrim(pg_get_viewdef(c.oid), ';'),
  coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', ''),
  c.relispopulated::text
from readers
join pg_class c on c.oid = readers.oid
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('v', 'm')
group by c.oid, n.nspname, c.relname, c.relkind, c.reloptions, c.relispopulated
order by max(readers.depth), n.nspname, c.relname`
}

/** The rows that `dependantsQuery` gives. */
export function dependantsOf(rows: Rows): readonly Dependant[] {
  return rows.map(([oid, schema, name, kind, direct, definition, options, populated]) => ({
    oid: oid ?? '',
    schema: schema ?? '',
    name: name ?? '',
    kind: kind === 'm' ? 'materialized_view' : 'view',
    direct: direct === 'true',
    definition: definition ?? '',
    options: options ?? '',
    populated: populated === 'true',
  }))
}

export async function readDependants(connection: Connection, relation: string): Promise<readonly Dependant[]> {
  return dependantsOf((await connection.last(dependantsQuery(relation))).rows)
}

/** A foreign key of another table that points here. */
export interface IncomingKey {
  readonly table: string
  readonly name: string
  readonly definition: string
  /** What makes the rows unique that it points to, as statements: that take it away from a table, and that make it. */
  readonly support: { readonly drop: (table: string) => string; readonly create: string }
}

/**
 * The foreign keys of other tables that point to a relation (quoted text), each with the constraint or unique index that
 * it rests on. Names are qualified only where search_path is empty.
 */
export function incomingKeysQuery(relation: string): string {
  return `
select
  f.conrelid::regclass::text,
  quote_ident(f.conname),
  pg_get_constraintdef(f.oid),
  u.conrelid::regclass::text,
  quote_ident(u.conname),
  pg_get_constraintdef(u.oid),
  f.conindid::regclass::text,
  pg_get_indexdef(f.conindid)
from pg_constraint f
left join pg_constraint u on u.conindid = f.conindid and u.contype in ('p', 'u')
where f.contype = 'f' and f.confrelid = ${asText(relation)}::regclass and f.conrelid <> f.confrelid and f.conparentid = 0
order by 1, 2`
}

export function incomingKeysOf(rows: Rows): readonly IncomingKey[] {
  return rows.map(([table, name, definition, on, constraint, rule, index, indexed]) => ({
    table: table ?? '',
    name: name ?? '',
    definition: definition ?? '',
    support:
      constraint == null
        ? { drop: () => `drop index ${index}`, create: indexed ?? '' }
        : {
            drop: (from) => `alter table ${from} drop constraint ${constraint}`,
            create: `alter table ${on} add constraint ${constraint} ${rule}`,
          },
  }))
}

/** `'text'`: these statements share a message with others, where nothing can be bound. */
function asText(text: string): string {
  const quoted = text.replaceAll("'", "''")
  return text.includes('\\') ? `E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`
}
