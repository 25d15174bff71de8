/**
 * PostgreSQL has the last word on what a query reads: of a view it keeps which columns it names; and what a column
 * really is made of, shows when another one is altered.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UniqueId } from '../resources/ids.ts'
import { quoteIdentifier } from '../resources/relation.ts'
import { arbitraryQuery, TABLES } from '../testing/arbitrary-query.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'
import type { Session } from '../warehouse/warehouse.ts'
import { type RelationLineage, traceLineage } from './lineage.ts'

const COLUMNS = Object.entries(TABLES).flatMap(([table, columns]) => columns.map((column) => ({ table, column })))

/** Two other contents of each column, in schemas of their own; rows stay in their order. */
const WORLDS = COLUMNS.flatMap(({ table, column }, at) =>
  [1, 2].map((turn) => ({ schema: `w${at}_${turn}`, table, column, turn })),
)

let database: TestDatabase
let session: Session

beforeAll(async () => {
  database = await withDatabase()
  session = await database.warehouse.open()
  await session.statements(worldSql('base', null))
  for (const { schema, table, column, turn } of WORLDS)
    await session.statements(worldSql(schema, { table, column, turn }))
  // What is hashed comes in an order of its own.
  await session.statements('set enable_hashagg = off; set enable_hashjoin = off')
})

afterAll(async () => {
  await session?.[Symbol.asyncDispose]()
  await database?.[Symbol.asyncDispose]()
})

test('of queries made up, names are PostgreSQL’s, nothing is listed that it does not read, and nothing is missing that changes', async () => {
  let apart = 0
  await fc.assert(
    fc.asyncProperty(arbitraryQuery, async (sql) => {
      const lineage = await lineageOf(sql)
      expect(lineage.unresolved).toEqual([])
      expect(lineage.columns.flatMap(({ unresolved }) => unresolved)).toEqual([])
      const view = await viewOf(sql)
      expect(lineage.columns.map(({ name }) => name)).toEqual(view.names)
      const listed = [...lineage.columns.flatMap(({ from }) => from), ...lineage.rows]
      for (const { relation, column } of listed)
        if (column !== '*')
          expect(view.reads(relation.replace('public.', ''), column), `${relation}.${column} in ${sql}`).toBe(true)
      const before = await contents(sql, 'base', view.names.length)
      for (const { schema, table, column } of WORLDS) {
        const after = await contents(sql, schema, view.names.length)
        const isIt = (origin: { readonly relation: string; readonly column: string }): boolean =>
          origin.relation === `public.${table}` && origin.column === column
        const decides = lineage.rows.some(isIt)
        lineage.columns.forEach(({ name, from }, place) => {
          if (before[place] === after[place]) return
          if (!decides) apart++
          expect(decides || from.some(isIt), `${name} changes with ${table}.${column} in ${sql}`).toBe(true)
        })
      }
    }),
    { numRuns: 120, endOnFailure: true },
  )
  // Had rows been to blame for all, little would have been shown of columns.
  expect(apart).toBeGreaterThan(60)
}, 120_000)

async function lineageOf(sql: string): Promise<RelationLineage> {
  const relations = Object.entries(TABLES).map(([name, columns]) => ({ id: null, schema: 'public', name, columns }))
  const id = 'model.shop.made' as UniqueId // made of these parts
  const query = { sql, dependsOn: [], inlined: new Map(), snapshot: null }
  const lineage = (await traceLineage([{ id, name: 'made', query }], { relations, searchPath: ['public'] })).get(id)
  if (lineage === undefined) throw new Error('nothing was traced')
  return lineage
}

interface View {
  readonly names: readonly string[]
  reads(table: string, column: string): boolean
}

async function viewOf(sql: string): Promise<View> {
  await session.statements(`set search_path = base; create view base.made as ${sql}`)
  const { rows } = await session.query(READS, [])
  const { rows: named } = await session.query(
    "select attname from pg_attribute where attrelid = 'base.made'::regclass and attnum > 0 order by attnum",
    [],
  )
  await session.statements('drop view base.made')
  const tables = new Set(rows.map(([table]) => table))
  const read = new Set(rows.map(([table, column]) => JSON.stringify([table, column])))
  return {
    names: named.map(([name]) => name ?? ''),
    // Of a row as a whole nothing is noted but its relation.
    reads: (table, column) => (/to_jsonb/.test(sql) ? tables.has(table) : read.has(JSON.stringify([table, column]))),
  }
}

const READS = `
select distinct c.relname, a.attname
from pg_rewrite as r
inner join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
inner join pg_class as c on d.refclassid = 'pg_class'::regclass and c.oid = d.refobjid
left join pg_attribute as a on a.attrelid = c.oid and a.attnum = d.refobjsubid and d.refobjsubid > 0
where r.ev_class = 'base.made'::regclass and c.relname <> 'made'`

/** The values of each column, in no order. */
async function contents(sql: string, schema: string, width: number): Promise<readonly (string | null)[]> {
  const names = Array.from({ length: width }, (_, at) => `o${at}`)
  const columns = names.map((name) => `array_agg(${name} order by ${name})::text`)
  await session.statements(`set search_path = ${schema}`)
  const { rows } = await session.query(`select ${columns.join(', ')} from (${sql}) as made(${names.join(', ')})`, [])
  return rows[0] ?? []
}

function worldSql(
  schema: string,
  altered: { readonly table: string; readonly column: string; readonly turn: number } | null,
): string {
  const statements = Object.entries(TABLES).map(([table, columns], number) => {
    const values = Array.from({ length: 5 }, (_, row) =>
      columns.map((column, at) => {
        const value = (row * (at + 2) + number + at) % 4
        const isAltered = altered?.table === table && altered.column === column
        return isAltered ? (value * 3 + (altered?.turn ?? 0) + (row % 2)) % 5 : value
      }),
    )
    const name = `${schema}.${quoteIdentifier(table)}`
    const defined = columns.map((column) => `${quoteIdentifier(column)} int`)
    return `create table ${name} (${defined.join(', ')}); insert into ${name} values ${values.map((row) => `(${row.join(', ')})`).join(', ')}`
  })
  return [`create schema ${schema}`, ...statements].join('; ')
}
