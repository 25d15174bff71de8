/** What of a query changes when one column that it reads holds something else: found by trying. */

/** Two other contents of a column that fit where it stands: each row gets the value of the one after it; or none has one. */
const ALTERED = {
  turned: (column) =>
    `coalesce(lead(${column}) over (order by assay_row), first_value(${column}) over (order by assay_row))`,
  emptied: (column) => `nullif(${column}, ${column})`,
}

/**
 * For each column in `read` ([schema.relation, column] each) the columns of the query that change, by name. What differs
 * when nothing was altered is left out, as are contents that the query cannot take. Everything is rolled back.
 */
export async function changesOf(client, sql, read, names) {
  const changes = []
  const before = await contents(client, sql, names)
  const again = before === null ? null : await contents(client, sql, names)
  if (before === null || again === null) return changes
  const steady = names.filter((_, at) => before[at] === again[at])
  for (const relation of new Set(read.map(([relation]) => relation))) {
    // The same rows in a table of its place: what then differs comes of their order alone, or of indexes.
    const place = await altered(client, relation, null, () => contents(client, sql, names))
    if (place === null) continue
    for (const [, column] of read.filter((one) => one[0] === relation && one[1] !== null)) {
      for (const [how, write] of Object.entries(ALTERED)) {
        const after = await altered(client, relation, { column, write }, () => contents(client, sql, names))
        if (after === null) continue
        const changed = steady.filter((name) => place[names.indexOf(name)] !== after[names.indexOf(name)])
        changes.push({ relation, column, how, changed })
      }
    }
  }
  return changes
}

/** Puts a table with other contents where a relation stands, for as long as `act` takes. */
async function altered(client, relation, alteration, act) {
  const [schema, name] = relation.split(/\.(.*)/s)
  const quoted = `${quote(schema)}.${quote(name)}`
  await client.query('begin')
  try {
    await client.query(
      "set local statement_timeout = '20s'; set local enable_hashagg = off; set local enable_hashjoin = off",
    )
    const listed = await client.query({
      text: 'select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum',
      values: [quoted],
      rowMode: 'array',
    })
    const columns = listed.rows.map(([column]) =>
      column === alteration?.column ? `${alteration.write(quote(column))} as ${quote(column)}` : quote(column),
    )
    await client.query(
      `create temporary table assay_rows on commit drop as select *, row_number() over () as assay_row from ${quoted}`,
    )
    const [{ relkind }] = (await client.query('select relkind from pg_class where oid = $1::regclass', [quoted])).rows
    const kind = { v: 'view', m: 'materialized view' }[relkind] ?? 'table'
    await client.query(`alter ${kind} ${quoted} rename to assay_aside`)
    await client.query(`create table ${quoted} as select ${columns.join(', ')} from assay_rows order by assay_row`)
    return await act()
  } catch (error) {
    if (error.code === undefined) throw error // it was not the server's
    return null
  } finally {
    await client.query('rollback')
  }
}

/** A print of each column's values, in no order; null where the query fails. */
async function contents(client, sql, names) {
  const prints = names.map((name) => {
    const text = `coalesce(made.${quote(name)}::text, '<null>')`
    return `md5(string_agg(${text}, '|' order by ${text} collate "C"))`
  })
  try {
    const { rows } = await client.query({
      text: `select ${prints.join(', ')} from (\n${sql}\n) as made`,
      rowMode: 'array',
    })
    return rows[0]
  } catch (error) {
    if (error.code === undefined) throw error
    return null
  }
}

const quote = (name) => `"${name.replaceAll('"', '""')}"`
