import { expect, test } from 'vitest'
import { AssayError } from '../../base/diagnostic.ts'
import { QUOTE_ALL } from '../../resources/relation.ts'
import { genericTest, manifestOf, model, seed, source } from '../../testing/manifest-builder.ts'
import { origin } from '../../testing/origin.ts'
import { type CatalogRow, readCatalogRows } from './catalog-rows.ts'
import { readCatalog } from './read-catalog.ts'
import { toCatalogJson } from './to-catalog.ts'

const facts = { origin }

function row(table: string, column: string, columnIndex: number, more: Partial<CatalogRow> = {}): CatalogRow {
  return {
    database: 'db',
    schema: 'public',
    table,
    type: 'BASE TABLE',
    comment: null,
    owner: 'ann',
    column,
    columnIndex,
    columnType: 'integer',
    columnComment: null,
    ...more,
  }
}

test('the columns of a table become one entry, in the order of their numbers', () => {
  const orders = model('orders')
  const rows = [
    row('orders', 'amount', 4, { comment: 'All orders', columnType: 'numeric(10,2)' }),
    row('orders', 'id', 1, { comment: 'All orders', columnComment: 'The key' }),
  ]
  const catalog = readCatalog(JSON.stringify(toCatalogJson(rows, manifestOf(orders), facts)), { unknownKeys: 'refuse' })
  expect(catalog.sources).toEqual({})
  expect(catalog.errors).toBeNull()
  expect(catalog.nodes).toEqual({
    'model.shop.orders': {
      metadata: {
        type: 'BASE TABLE',
        schema: 'public',
        name: 'orders',
        database: 'db',
        comment: 'All orders',
        owner: 'ann',
      },
      columns: {
        id: { type: 'integer', index: 1, name: 'id', comment: 'The key' },
        amount: { type: 'numeric(10,2)', index: 4, name: 'amount', comment: null },
      },
      stats: {
        has_stats: {
          id: 'has_stats',
          label: 'Has Stats?',
          value: false,
          include: false,
          description: 'Indicates whether there are statistics for this table',
        },
      },
      unique_id: 'model.shop.orders',
    },
  })
  expect(Object.keys(catalog.nodes['model.shop.orders']?.columns ?? {})).toEqual(['id', 'amount'])
})

test("a relation that is a seed's and two sources' is listed three times; one that is nobody's is left out", () => {
  const relation = { database: 'db', schema: 'public', identifier: 'raw_orders', quoting: QUOTE_ALL }
  const manifest = manifestOf(
    seed('raw_orders'),
    source('raw', 'orders', { relation }),
    source('raw', 'again', { relation }),
  )
  const { nodes, sources } = toCatalogJson([row('raw_orders', 'id', 1), row('strange', 'id', 1)], manifest, facts)
  expect(Object.keys(nodes as object)).toEqual(['seed.shop.raw_orders'])
  expect(Object.keys(sources as object)).toEqual(['source.shop.raw.orders', 'source.shop.raw.again'])
})

test('quoted names are taken as they are, others as the database folds them', () => {
  const named = (name: string, identifier: string, quoted: boolean) =>
    model(name, {
      relation: { database: 'db', schema: 'public', identifier, quoting: { ...QUOTE_ALL, identifier: quoted } },
    })
  const manifest = manifestOf(named('capital', 'Orders', true), named('small', 'Orders', false))
  const { nodes } = toCatalogJson([row('Orders', 'a', 1), row('orders', 'b', 1)], manifest, facts)
  expect(nodes).toMatchObject({
    'model.shop.capital': { metadata: { name: 'Orders' }, columns: { a: { index: 1 } } },
    'model.shop.small': { metadata: { name: 'orders' }, columns: { b: { index: 1 } } },
  })
})

test('a data test that stores its failures has a table, one that does not has none', () => {
  const orders = model('orders')
  const stored = genericTest('unique', orders, 'id', { config: { store_failures: true } })
  const other = genericTest('not_null', orders, 'id')
  const rows = [row('unique_orders_id', 'id', 1), row('not_null_orders_id', 'id', 1)]
  const { nodes } = toCatalogJson(rows, manifestOf(orders, stored, other), facts)
  expect(Object.keys(nodes as object)).toEqual([stored.id])
})

test('what could not be looked at is told', () => {
  expect(toCatalogJson([], manifestOf(), { ...facts, errors: ['permission denied'] }).errors).toEqual([
    'permission denied',
  ])
})

const COLUMNS = [
  'table_database',
  'table_schema',
  'table_name',
  'table_type',
  'table_comment',
  'column_name',
  'column_index',
  'column_type',
  'column_comment',
  'table_owner',
]

test("the rows of the catalog query are read by dbt's names of its columns", () => {
  const columns = COLUMNS.map((name) => ({ name, typeOid: 25 }))
  const cells = ['db', 'public', 'orders', 'VIEW', null, 'id', '1', 'integer', 'The key', 'ann']
  expect(readCatalogRows({ columns, rows: [cells] })).toEqual([
    row('orders', 'id', 1, { type: 'VIEW', columnComment: 'The key' }),
  ])
})

test('a catalog query that lacks a column is refused, with the one that may have been meant', () => {
  const columns = COLUMNS.map((name) => ({ name: name.replace('table_owner', 'table_owners'), typeOid: 25 }))
  const read = () => readCatalogRows({ columns, rows: [] })
  expect(read).toThrow(AssayError)
  expect(read).toThrow(/^the catalog query gives no column 'table_owner', only table_database, /)
})
