import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'
import type { Session } from '../warehouse/warehouse.ts'
import { Connection } from './connection.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
})

afterAll(() => db[Symbol.asyncDispose]())

beforeEach(async () => {
  await rows('drop table if exists kept; create table kept (n int)')
})

async function rows(sql: string): Promise<readonly (readonly (string | null)[])[]> {
  await using session = await db.warehouse.open()
  return (await session.statements(sql)).at(-1)?.rows ?? []
}

/** The messages that `work` sends, each as text, and what went wrong. */
async function messages(work: (connection: Connection, session: Session) => Promise<unknown>): Promise<string[]> {
  await using session = await db.warehouse.open()
  const sent: string[] = []
  const watched: Session = Object.create(session, {
    inTransaction: { get: () => session.inTransaction },
    statements: {
      value: (sql: string, signal?: AbortSignal) => {
        sent.push(sql)
        return session.statements(sql, signal)
      },
    },
    query: {
      value: (sql: string, parameters: readonly (string | null)[], signal?: AbortSignal) => {
        sent.push(sql)
        return session.query(sql, parameters, signal)
      },
    },
  })
  const connection = new Connection(
    watched,
    () => undefined,
    () => 0,
    undefined,
  )
  await work(connection, session).catch((error: Error) => sent.push(`! ${error.message}`))
  return sent
}

test('a transaction begins with its first statement, and may end with its last', async () => {
  const sent = await messages(async (connection) => {
    connection.begin()
    await connection.execute('insert into kept values (1)')
    const results = await connection.conclude('insert into kept values (2); insert into kept values (3), (4)')
    expect(results.map(({ rowCount }) => rowCount)).toEqual([1, 2])
    expect(connection.inTransaction).toBe(false)
  })
  expect(sent).toEqual([
    'begin;\ninsert into kept values (1)',
    'insert into kept values (2); insert into kept values (3), (4)\n;commit',
  ])
  expect(await rows('select n from kept order by n')).toEqual([['1'], ['2'], ['3'], ['4']])
})

test('a transaction of one message is one message', async () => {
  const sent = await messages(async (connection) => {
    connection.begin()
    await connection.conclude('insert into kept values (1) -- and no more')
  })
  expect(sent).toEqual(['begin;\ninsert into kept values (1) -- and no more\n;commit'])
  expect(await rows('select n from kept')).toEqual([['1']])
})

test('a transaction in which nothing was said sends nothing', async () => {
  expect(
    await messages(async (connection) => {
      connection.begin()
      await connection.commit()
      await connection.transaction(async () => undefined)
    }),
  ).toEqual([])
})

test('bound values and copies send what frames them before', async () => {
  const sent = await messages(async (connection) => {
    connection.begin()
    await connection.query('insert into kept values ($1::int)', ['7'])
    await connection.commit()
  })
  expect(sent).toEqual(['begin', 'insert into kept values ($1::int)', 'commit'])
})

test('what fails under a savepoint is undone, and the transaction goes on', async () => {
  const sent = await messages(async (connection) => {
    connection.begin()
    await connection.execute('insert into kept values (1)')
    await connection
      .savepoint('here', () => connection.execute("insert into kept values (2); select 'x'::int"))
      .catch(() => undefined)
    await connection.savepoint('here', () => connection.execute('insert into kept values (3)'))
    await connection.execute('insert into kept values (4)')
    await connection.commit()
  })
  expect(sent).toEqual([
    'begin;\ninsert into kept values (1)',
    "savepoint here;\ninsert into kept values (2); select 'x'::int",
    'rollback to savepoint here; release savepoint here',
    'savepoint here;\ninsert into kept values (3)',
    'release savepoint here;\ninsert into kept values (4)',
    'commit',
  ])
  expect(await rows('select n from kept order by n')).toEqual([['1'], ['3'], ['4']])
})

test('a savepoint at the beginning of a transaction is the transaction itself', async () => {
  const sent = await messages(async (connection) => {
    connection.begin()
    await connection
      .savepoint('here', () => connection.execute("insert into kept values (1); select 'x'::int"))
      .catch(() => undefined)
    await connection.conclude('insert into kept values (2)')
  })
  expect(sent).toEqual([
    "begin;\ninsert into kept values (1); select 'x'::int",
    'rollback',
    'begin;\ninsert into kept values (2)\n;commit',
  ])
  expect(await rows('select n from kept')).toEqual([['2']])
})

test('an error knows the message it answered, whatever was sent since', async () => {
  await messages(async (connection) => {
    const first = await connection.execute('select 1;\nselect nope').catch((error: unknown) => error)
    const second = await connection.execute('selec').catch((error: unknown) => error)
    await connection.execute('select 1')
    expect(connection.messageOf(first)).toBe('select 1;\nselect nope')
    expect(connection.messageOf(second)).toBe('selec')
    expect(connection.messageOf(new Error('of somebody else'))).toBe('')
  })
})

test('a transaction is left even when its signal was aborted', async () => {
  await using session = await db.warehouse.open()
  const abort = new AbortController()
  const connection = new Connection(
    session,
    () => undefined,
    () => 0,
    abort.signal,
  )
  const work = connection.transaction(async () => {
    await connection.execute('insert into kept values (1)')
    abort.abort()
    await connection.execute('insert into kept values (2)')
  })
  await expect(work).rejects.toMatchObject({ code: '57014' })
  expect(session.inTransaction).toBe(false)
  expect(await rows('select n from kept')).toEqual([])
})
