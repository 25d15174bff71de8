import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AssayError } from '../../base/diagnostic.ts'
import { QUOTE_ALL, type RelationName } from '../../resources/relation.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'
import { Connection } from '../connection.ts'
import { swap } from './swap.ts'
import { whileLocked } from './while-locked.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
})

afterAll(() => db[Symbol.asyncDispose]())

beforeEach(async () => {
  await sql('drop schema if exists shop cascade; create schema shop; create table shop.orders as select 1 as id')
})

const live: RelationName = { database: null, schema: 'shop', identifier: 'orders', quoting: QUOTE_ALL }

async function sql(text: string): Promise<readonly (readonly (string | null)[])[]> {
  await using session = await db.warehouse.open()
  return (await session.statements(text)).at(-1)?.rows ?? []
}

/** Builds and swaps `orders` in one transaction, trying `attempts` times; what it said meanwhile. */
async function replace(attempts: number, onNotice: () => Promise<unknown> = async () => undefined): Promise<string[]> {
  await using session = await db.warehouse.open()
  const connection = new Connection(
    session,
    () => undefined,
    () => 0,
    undefined,
  )
  const notices: string[] = []
  let told: Promise<unknown> = Promise.resolve()
  const patience = { attempts, firstPause: 1, longestPause: 1, sleep: () => told.then(() => undefined) }
  const notice = (message: string): void => {
    notices.push(message)
    told = onNotice()
  }
  const step = {
    live,
    liveKind: 'table',
    candidate: 'orders_new',
    candidateKind: 'table',
    old: 'orders_old',
    isPending: () => false,
    lockTimeout: 30,
    last: true,
  } as const
  await connection.transaction(async () => {
    await connection.execute('create table shop.orders_new as select 2 as id')
    const wait = { connection, live, persistence: { patience, jitter: () => 0, signal: undefined }, notice }
    await whileLocked(wait, () => swap(connection, step))
  })
  return notices
}

test('a swap waits for who holds the table, says who it is, and happens when they are done', async () => {
  await using reader = await db.warehouse.open()
  await reader.statements("set application_name = 'a report'; begin; select * from shop.orders")
  const notices = await replace(10, () => reader.statements('commit'))
  expect(notices).toEqual([
    expect.stringMatching(
      new RegExp(
        `^waiting to replace "shop"."orders", which is held by process ${reader.processId}, a report, ${db.settings.user}, idle in transaction since \\d{4}-\\d\\d-\\d\\d `,
      ),
    ),
  ])
  expect(await sql('select id from shop.orders')).toEqual([['2']])
})

test('a swap that waited in vain names who holds the table, and nothing changed', async () => {
  await using reader = await db.warehouse.open()
  await reader.statements("set application_name = 'a report'; begin; select * from shop.orders")
  const error = await replace(2).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(AssayError)
  const [{ code, message, hint }] = (error as AssayError).diagnostics
  expect(code).toBe('locked-too-long')
  expect(message).toContain(
    `"shop"."orders" could not be replaced, others hold it: process ${reader.processId}, a report`,
  )
  expect(hint).toBe('nothing was published; end those sessions, or run again when they are done')
  await reader.statements('commit')
  expect(await sql('select id from shop.orders')).toEqual([['1']])
  expect(
    await sql("select relname from pg_class where relnamespace = 'shop'::regnamespace and relkind = 'r' order by 1"),
  ).toEqual([['orders']])
})
