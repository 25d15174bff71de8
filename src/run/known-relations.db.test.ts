import { afterAll, beforeAll, expect, test } from 'vitest'
import { relationOf } from '../compile/node-scope.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'
import { Connection } from './connection.ts'
import { KnownRelations } from './known-relations.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
  await using session = await db.warehouse.open()
  await session.statements(`
    create schema shop;
    create table shop.orders (id int); create view shop.paid as select id from shop.orders;
    create materialized view shop.totals as select count(*) from shop.orders; create index on shop.orders (id)`)
})

afterAll(() => db[Symbol.asyncDispose]())

test('what templates see of a schema is what is there, and then what the run did', async () => {
  await using session = await db.warehouse.open()
  let asked = 0
  const connection = new Connection(
    session,
    () => asked++,
    () => 0,
    undefined,
  )
  const known = new KnownRelations()
  await known.load(connection, ['shop'])
  const before = asked
  const list = async (): Promise<readonly string[]> =>
    (await known.valuesIn(connection, 'shop', 'db')).map((value) => {
      const { identifier, type } = relationOf(value)
      return `${identifier} ${type}`
    })
  expect(await list()).toEqual(['orders table', 'paid view', 'totals materialized_view'])
  known.add({ schema: 'shop', identifier: 'new', kind: 'table' })
  known.add({ schema: 'shop', identifier: 'paid', kind: 'view' })
  expect(await list()).toEqual(['orders table', 'paid view', 'totals materialized_view', 'new table'])
  known.add({ schema: 'shop', identifier: 'paid', kind: 'table' })
  known.drop('shop', 'totals')
  known.drop('shop', 'nothing')
  expect(await list()).toEqual(['orders table', 'paid table', 'new table'])
  expect(known.kindOf('shop', 'paid')).toBe('table')
  expect(asked).toBe(before)
})

test('a list that was given away does not change', async () => {
  await using session = await db.warehouse.open()
  const connection = new Connection(
    session,
    () => undefined,
    () => 0,
    undefined,
  )
  const known = new KnownRelations()
  const given = await known.valuesIn(connection, 'shop', 'db')
  known.add({ schema: 'shop', identifier: 'new', kind: 'table' })
  expect(given).toHaveLength(3)
  expect(await known.valuesIn(connection, 'shop', 'db')).toHaveLength(4)
})

test('a relation is looked at again by its name; the answer says whether it is another', async () => {
  await using session = await db.warehouse.open()
  const connection = new Connection(
    session,
    () => undefined,
    () => 0,
    undefined,
  )
  const known = new KnownRelations()
  await known.load(connection, ['shop'])
  const orders = {
    database: null,
    schema: 'shop',
    identifier: 'orders',
    quoting: { database: true, schema: true, identifier: true },
  }
  expect(await known.refresh(connection, orders)).toBe(false)
  known.add({ schema: 'shop', identifier: 'orders', kind: 'view' })
  expect(await known.refresh(connection, orders)).toBe(true)
  expect(known.kindOf('shop', 'orders')).toBe('table')
  expect(await known.refresh(connection, { ...orders, identifier: 'Orders' })).toBe(false)
})
