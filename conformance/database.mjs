/** What lies in a database on the server that both engines build on: relations, and their rows as a fingerprint. */
import pg from 'pg'

/** Runs statements on the server, in a database or (null) in the one of the address; gives the last one's rows as lists of texts. */
export async function ask(url, database, ...statements) {
  const place = new URL(url)
  if (database !== null) place.pathname = database
  const client = new pg.Client({ connectionString: place.href })
  await client.connect()
  try {
    let rows = []
    for (const text of statements) ({ rows } = await client.query({ text, rowMode: 'array' }))
    return rows
  } finally {
    await client.end()
  }
}

const RELATIONS = `
select
  n.nspname || '.' || c.relname,
  format('%I.%I', n.nspname, c.relname),
  (
    select coalesce(array_agg(a.attname::text order by a.attnum), '{}')
    from pg_attribute as a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  ),
  c.relkind::text || c.relpersistence::text,
  (
    select string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
    from pg_attribute as a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  ),
  (
    select string_agg(regexp_replace(pg_get_indexdef(i.indexrelid), ' INDEX \\S+ ON ', ' INDEX ON '), '; '
      order by regexp_replace(pg_get_indexdef(i.indexrelid), ' INDEX \\S+ ON ', ' INDEX ON ') collate "C")
    from pg_index as i
    where i.indrelid = c.oid
  ),
  (
    select string_agg(pg_get_constraintdef(k.oid), '; ' order by pg_get_constraintdef(k.oid) collate "C")
    from pg_constraint as k
    where k.conrelid = c.oid
  ),
  (
    select string_agg(d.objsubid || ': ' || d.description, '; ' order by d.objsubid)
    from pg_description as d
    where d.objoid = c.oid and d.classoid = 'pg_class'::regclass
  ),
  array_to_string(c.relacl, ' ')
from pg_class as c
inner join pg_namespace as n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm') and n.nspname <> 'information_schema' and n.nspname !~ '^(pg_|assay$)'`

/**
 * What each relation of a database is and holds, as one text by its name. `skip` names what the clock or chance feeds:
 * a relation (`orders`, `schema.orders`) is left out, of a column (`orders.built_at`, `*.built_at`) the values are.
 */
export async function relationsOf(url, database, skip) {
  const prints = new Map()
  for (const [name, quoted, columns, ...shape] of await ask(url, database, RELATIONS)) {
    const relation = name.slice(name.indexOf('.') + 1)
    if (skip.includes(name) || skip.includes(relation)) continue
    const told = columns.filter((it) => !skip.includes(`${relation}.${it}`) && !skip.includes(`*.${it}`))
    const row = told.length === columns.length ? 't::text' : `row(${told.map((it) => `t.${quote(it)}`)})::text`
    const rows = `select count(*), md5(string_agg(${row}, e'\\n' order by ${row} collate "C")) from ${quoted} as t`
    // A view may fail to be read, for both alike.
    const held = await ask(url, database, rows).then(
      ([counted]) => counted,
      (error) => [error.message],
    )
    prints.set(name, [...shape, ...held].join(' | '))
  }
  return prints
}

const quote = (name) => `"${name.replaceAll('"', '""')}"`
