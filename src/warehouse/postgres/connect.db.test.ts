import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PostgresSettings } from '../../resources/connection.ts'
import { passOn, postgresDouble, startParameters } from '../../testing/postgres-double.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'
import type { Session, WarehouseError } from '../warehouse.ts'
import { connectPostgres } from './connect.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await withDatabase()
})
afterAll(() => database?.[Symbol.asyncDispose]())

const connected = (settings: Partial<PostgresSettings> = {}, maxSessions?: number) =>
  connectPostgres({ ...database.settings, ...settings }, maxSessions === undefined ? {} : { maxSessions })

const value = async (session: Session, sql: string) => (await session.query(sql, [])).rows[0]?.[0]

test('a warehouse says what it is connected to', async () => {
  const { user, host, port } = database.settings
  expect(database.warehouse.description).toBe(`postgres://${user}@${host}:${port}/${database.settings.database}`)
  expect(database.warehouse.maxSessions).toBe(database.settings.threads)
  await using session = await database.warehouse.open()
  expect(database.warehouse.database).toBe(await value(session, 'select current_database()'))
  expect(session.processId).toBe(Number(await value(session, 'select pg_backend_pid()')))
  expect(database.warehouse.pooled).toBe(false)
})

describe('the settings of a profile', () => {
  const settings = {
    timezone: 'Asia/Kathmandu',
    searchPath: `"it's \\ one", public`,
    statementTimeout: 1234,
    role: 'pg_read_all_data',
    applicationName: 'assay: a test',
    options: '-c geqo=off',
  }
  const found = `select current_setting('TimeZone'), current_setting('search_path'),
    current_setting('statement_timeout'), current_user, current_setting('application_name'), current_setting('geqo')`
  const expected = [
    ...['Asia/Kathmandu', `"it's \\ one", public`, '1234ms', 'pg_read_all_data', 'assay: a test', 'off'],
  ]

  test('are in place on every session, and again after one was cleaned', async () => {
    await using warehouse = connected(settings, 1)
    {
      await using session = await warehouse.open()
      expect((await session.query(found, [])).rows).toEqual([expected])
      await session.statements(`reset all; reset role; set timezone = 'UTC'; set geqo = on`)
    }
    await using session = await warehouse.open()
    expect((await session.query(found, [])).rows).toEqual([expected])
  })

  test('that the server refuses fail the connection', async () => {
    await using warehouse = connected({ role: 'nobody of that name' })
    await expect(warehouse.open()).rejects.toMatchObject({
      code: '22023',
      message: 'role "nobody of that name" does not exist',
    })
  })

  test('statement_timeout ends what takes longer', async () => {
    await using warehouse = connected({ statementTimeout: 50 })
    await using session = await warehouse.open()
    await expect(session.statements('select pg_sleep(60)')).rejects.toMatchObject({
      code: '57014',
      message: 'canceling statement due to statement timeout',
    })
  })
})

describe('the pool', () => {
  test('opens no more sessions than it may, and uses the same ones again', async () => {
    await using warehouse = connected({}, 3)
    const backends = new Set<number>()
    let most = 0
    let now = 0
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        await using session = await warehouse.open()
        most = Math.max(most, ++now)
        backends.add(session.processId)
        await session.statements('select pg_sleep(0.005)')
        now--
      }),
    )
    expect(most).toBe(3)
    expect(backends.size).toBe(3)
  })

  test('runs sessions at the same time', async () => {
    await using warehouse = connected({}, 2)
    await using one = await warehouse.open()
    await using two = await warehouse.open()
    await two.statements('select pg_advisory_lock(7)')
    const waiting = one.statements('select pg_advisory_lock(7)')
    await two.statements('select pg_advisory_unlock(7)')
    await waiting
  })

  test('replaces a connection that was lost while it was lent, and says so to who had it', async () => {
    await using warehouse = connected({}, 1)
    const session = await warehouse.open()
    const running = session.statements('select pg_sleep(60)').catch((error: WarehouseError) => error)
    await terminate(session.processId)
    expect(await running).toMatchObject({
      code: '57P01',
      message: 'terminating connection due to administrator command',
      connectionLost: true,
    })
    await expect(session.statements('select 1')).rejects.toMatchObject({ code: '08006', connectionLost: true })
    await session[Symbol.asyncDispose]()
    await using next = await warehouse.open()
    expect(next.processId).not.toBe(session.processId)
    expect(await value(next, 'select 1')).toBe('1')
  })

  test('does not lend a connection that was lost while nobody had it', async () => {
    await using warehouse = connected({}, 1)
    const session = await warehouse.open()
    await session[Symbol.asyncDispose]()
    await terminate(session.processId)
    await expect
      .poll(async () => {
        await using next = await warehouse.open()
        return next.processId === session.processId
      })
      .toBe(false)
  })

  test('goes on when a connection is lost during a copy', async () => {
    await using warehouse = connected({}, 1)
    {
      await using session = await warehouse.open()
      await session.statements('create table copied (i int)')
      async function* source() {
        yield '1\n'.repeat(100_000)
        await terminate(session.processId)
        for (let i = 0; i < 100; i++) yield '1\n'.repeat(100_000)
      }
      await expect(session.copyIn('copy copied from stdin', source())).rejects.toMatchObject({ connectionLost: true })
    }
    await using session = await warehouse.open()
    expect(await value(session, 'select count(*) from copied')).toBe('0')
  })

  async function terminate(processId: number): Promise<void> {
    await using session = await database.warehouse.open()
    await session.query('select pg_terminate_backend($1::int, 5000)', [String(processId)])
  }
})

test('an aborted signal cancels its own statement and no other', async () => {
  await using warehouse = connected({}, 2)
  await using one = await warehouse.open()
  await using two = await warehouse.open()
  const abort = new AbortController()
  const cancelled = one.statements('select pg_sleep(60)', abort.signal).catch((error: WarehouseError) => error)
  const other = two.query('select pg_sleep(0.3), 2', [])
  setTimeout(() => abort.abort(), 50)
  expect(await cancelled).toMatchObject({ code: '57014', message: 'canceling statement due to user request' })
  expect((await other).rows).toEqual([['', '2']])
  expect(await value(one, `select count(*) from pg_stat_activity where query = 'select pg_sleep(60)'`)).toBe('0')
})

test('a copy that waits for a lock is cancelled too', async () => {
  await using warehouse = connected({}, 2)
  await using one = await warehouse.open()
  await using two = await warehouse.open()
  await one.statements('create table locked (i int)')
  await one.statements('begin; lock table locked')
  await expect(two.copyIn('copy locked from stdin', ['1\n'], AbortSignal.timeout(50))).rejects.toMatchObject({
    code: '57014',
  })
})

test('a copy that is cancelled just before the server asks for its rows sends none', async () => {
  const abort = new AbortController()
  await using double = await postgresDouble({
    visit(visitor) {
      if (double.visits.at(-1)?.endsWith('cancel')) visitor.socket.destroy()
      else
        passOn(visitor, database.settings, (answer) => {
          if (answer[0] === 'G'.charCodeAt(0)) abort.abort()
          return answer
        })
    },
  })
  await using warehouse = connected({ port: double.port })
  await using session = await warehouse.open()
  await session.statements('create temp table loaded (i int)')
  async function* hanging() {
    yield '1\n'
    await new Promise(() => undefined)
  }
  await expect(session.copyIn('copy loaded from stdin', hanging(), abort.signal)).rejects.toMatchObject({
    code: '57014',
  })
  expect(await value(session, 'select count(*) from loaded')).toBe('0')
})

test('a host that begins with / is the folder of a unix socket', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-socket-'))
  try {
    const path = join(folder, '.s.PGSQL.6543')
    await using double = await postgresDouble({ path, visit: (visitor) => passOn(visitor, database.settings) })
    await using warehouse = connected({ host: folder, port: 6543, sslmode: 'require' })
    await using session = await warehouse.open()
    expect(await value(session, 'select 1')).toBe('1')
    expect(double.visits).toEqual(['plain start'])
    expect(warehouse.description).toContain(path)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('the start of a connection names only what every pooler knows', async () => {
  let parameters: ReadonlyMap<string, string> | undefined
  await using double = await postgresDouble({
    visit(visitor) {
      parameters = startParameters(visitor.first)
      passOn(visitor, database.settings)
    },
  })
  await using warehouse = connected({ port: double.port, searchPath: 'public', statementTimeout: 1000 })
  await using _session = await warehouse.open()
  expect([...(parameters ?? [])]).toEqual([
    ['user', database.settings.user],
    ['database', database.settings.database],
    ['application_name', 'assay tests'],
    ['client_encoding', 'UTF8'],
  ])
})

test('a server that announces another process than the backend is a pooler', async () => {
  const key = Buffer.from([0x4b, 0, 0, 0, 12])
  await using double = await postgresDouble({
    visit: (visitor) =>
      passOn(visitor, database.settings, (answer) => {
        const at = answer.indexOf(key)
        if (at !== -1) answer.writeInt32BE(1, at + 5)
        return answer
      }),
  })
  await using warehouse = connected({ port: double.port })
  await using session = await warehouse.open()
  expect(warehouse.pooled).toBe(true)
  expect(session.processId).toBe(Number(await value(session, 'select pg_backend_pid()')))
})

test('one signal may end many statements at once, and nobody warns of it', async () => {
  await using warehouse = connected({}, 12)
  const warnings: Error[] = []
  const listen = (warning: Error) => warnings.push(warning)
  process.on('warning', listen)
  const abort = new AbortController()
  const statements = Array.from({ length: 12 }, async () => {
    await using session = await warehouse.open()
    return session.statements('select pg_sleep(60)', abort.signal).catch((error: WarehouseError) => error.code)
  })
  await expect
    .poll(async () => {
      await using session = await database.warehouse.open()
      return value(session, `select count(*) from pg_stat_activity where query = 'select pg_sleep(60)'`)
    })
    .toBe('12')
  abort.abort()
  expect(await Promise.all(statements)).toEqual(Array.from({ length: 12 }, () => '57014'))
  process.off('warning', listen)
  expect(warnings).toEqual([])
})
