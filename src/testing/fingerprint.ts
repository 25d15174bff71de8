import { quoteIdentifier } from '../resources/relation.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'

/** What a relation is and holds, as one line of text each: equal when the relations are, row for row. */
export interface Fingerprint {
  readonly kind: string
  /** Names and full types, in order. */
  readonly columns: string
  /** Definitions without their names, sorted. */
  readonly indexes: readonly string[]
  /** Their number, and a digest that does not depend on their order. */
  readonly rows: string
}

/** Every table, view and materialized view of a database, by `schema.name`; Assay's own are left out. */
export async function fingerprints(warehouse: Warehouse): Promise<ReadonlyMap<string, Fingerprint>> {
  await using session = await warehouse.open()
  await session.statements("set timezone = 'UTC'; set extra_float_digits = 1; set jit = off")
  const { rows } = await session.query(RELATIONS, [])
  const prints = new Map<string, Fingerprint>()
  for (const [schema, name, kind, columns, indexes] of rows) {
    const relation = `${quoteIdentifier(schema ?? '')}.${quoteIdentifier(name ?? '')}`
    const answer = await session.query(
      `select count(*), md5(string_agg(t::text, e'\\n' order by t::text collate "C")) from ${relation} as t`,
      [],
    )
    prints.set(`${schema}.${name}`, {
      kind: kind ?? '',
      columns: columns ?? '',
      indexes: (indexes ?? '').split('\n').filter((line) => line !== ''),
      rows: (answer.rows[0] ?? []).join(' '),
    })
  }
  return prints
}

const RELATIONS = `
select
  n.nspname,
  c.relname,
  case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
  (
    select string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
    from pg_attribute as a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  ),
  (
    select string_agg(definition, e'\\n' order by definition collate "C")
    from
      pg_index as i,
      regexp_replace(pg_get_indexdef(i.indexrelid), ' INDEX \\S+ ON ', ' INDEX ON ') as definition
    where i.indrelid = c.oid
  )
from pg_class as c
inner join pg_namespace as n on n.oid = c.relnamespace
where
  c.relkind in ('r', 'p', 'v', 'm')
  and n.nspname <> 'information_schema'
  and n.nspname !~ '^(pg_|assay$)'
order by n.nspname collate "C", c.relname collate "C"
`
