import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { PostgresSettings } from '../../resources/connection.ts'
import { askPassword, postgresDouble, refuse, type Visitor } from '../../testing/postgres-double.ts'
import type { WarehouseError } from '../warehouse.ts'
import { connectPostgres } from './connect.ts'
import type { Environment } from './password.ts'

const PASSWORD = `pä ss:w\\ord'"%41@/🐎`

const settings: PostgresSettings = {
  kind: 'postgres',
  origin: { kind: 'profile', description: 'profiles.yml, profile shop, target dev' },
  host: '127.0.0.1',
  port: 5432,
  user: 'analyst',
  password: PASSWORD,
  database: 'shop',
  threads: 8,
  sslmode: 'prefer',
  sslrootcert: null,
  sslcert: null,
  sslkey: null,
  sslpassword: null,
  role: null,
  searchPath: null,
  keepalivesIdle: 0,
  connectTimeout: 5,
  retries: 0,
  applicationName: 'assay',
  statementTimeout: null,
  timezone: null,
}

/** How opening a session fails; what is printed of the failure never holds the password. */
async function refusal(changed: Partial<PostgresSettings>, env: Environment = {}): Promise<WarehouseError> {
  await using warehouse = connectPostgres({ ...settings, ...changed }, { env })
  const error = await warehouse.open().then(
    () => Promise.reject(new Error('it let us in')),
    (thrown: WarehouseError) => thrown,
  )
  const printed = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }) + JSON.stringify(error)
  for (const secret of [PASSWORD, encodeURIComponent(PASSWORD), JSON.stringify(PASSWORD).slice(1, -1)])
    expect(printed).not.toContain(secret)
  return error
}

async function refusedBy(
  visit: (visitor: Visitor) => void,
  changed: Partial<PostgresSettings> = {},
  env: Environment = {},
) {
  await using double = await postgresDouble({ visit })
  const error = await refusal({ port: double.port, ...changed }, env)
  return { error, port: double.port, visits: double.visits.length }
}

test('a port where nobody listens', async () => {
  const double = await postgresDouble({ visit: () => undefined })
  await double[Symbol.asyncDispose]()
  const { port } = double
  expect(await refusal({ port })).toMatchObject({
    name: 'WarehouseError',
    code: 'ECONNREFUSED',
    message: `no server accepts connections at 127.0.0.1:${port}`,
    hint: 'is PostgreSQL running there? host and port come from profiles.yml, profile shop, target dev',
    connectionLost: true,
  })
  // Node tries each address of the name and gathers the failures; we name one.
  expect(await refusal({ port, host: 'localhost' })).toMatchObject({
    code: 'ECONNREFUSED',
    message: `no server accepts connections at localhost:${port}`,
  })
  expect(await refusal({ port, host: '::1' })).toMatchObject({ message: expect.stringContaining(`[::1]:${port}`) })
})

test('a socket that is not there', async () => {
  expect(await refusal({ host: '/nowhere/at all' })).toMatchObject({
    code: 'ENOENT',
    message: 'no server accepts connections at /nowhere/at all/.s.PGSQL.5432',
  })
})

test('a host name that does not exist', async () => {
  expect(await refusal({ host: 'db.invalid' })).toMatchObject({
    code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
    message: `the host name 'db.invalid' is not known`,
  })
})

test('a server that says nothing, before or after the encryption is settled', async () => {
  const { error, port } = await refusedBy(() => undefined, { connectTimeout: 1 })
  expect(error).toMatchObject({
    code: 'ETIMEDOUT',
    message: `no answer from 127.0.0.1:${port} within 1 s`,
    hint: 'is the server reachable from here (network, firewall, VPN)? connect_timeout says how long to wait',
    connectionLost: true,
  })
  const sockets: Socket[] = []
  const silent = createSocketServer((socket) => sockets.push(socket))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const early = await refusal({ port: (silent.address() as AddressInfo).port, connectTimeout: 1 })
  expect(early.code).toBe('ETIMEDOUT')
  for (const socket of sockets) socket.destroy()
  silent.close()
})

test('something that is not PostgreSQL', async () => {
  const web = createServer()
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  const error = await refusal({ port: (web.address() as AddressInfo).port, sslmode: 'require' })
  expect(error).toMatchObject({
    code: '08P01',
    message: 'what listens there does not answer as PostgreSQL does when asked for encryption',
    hint: 'are host and port those of a PostgreSQL server?',
  })
  web.close()
})

test('a password that is not accepted', async () => {
  let given: string | undefined
  const { error, port } = await refusedBy(async ({ socket }) => {
    given = await askPassword(socket)
    refuse(socket, '28P01', 'password authentication failed for user "analyst"')
  })
  expect(given).toBe(PASSWORD)
  expect(error).toMatchObject({
    code: '28P01',
    message: `127.0.0.1:${port} did not accept the password of user 'analyst'`,
    hint: 'user and password come from profiles.yml, profile shop, target dev',
  })
})

test('a password that is asked for and not set', async () => {
  const { error, port } = await refusedBy(({ socket }) => void askPassword(socket).catch(() => undefined), {
    password: null,
  })
  expect(error).toMatchObject({
    code: '28P01',
    message: `127.0.0.1:${port} asks for a password of user 'analyst', and none is set`,
    hint: 'the connection comes from profiles.yml, profile shop, target dev; PGPASSWORD and ~/.pgpass are read too',
  })
})

test('a database that does not exist', async () => {
  const { error, port } = await refusedBy(({ socket }) => refuse(socket, '3D000', 'database "shop" does not exist'))
  expect(error).toMatchObject({
    code: '3D000',
    message: `there is no database 'shop' at 127.0.0.1:${port}`,
    hint: 'create it, or correct the name in profiles.yml, profile shop, target dev',
  })
})

test('a server that is full is asked again, as often as the settings say', async () => {
  const full = ({ socket }: Visitor) => refuse(socket, '53300', 'sorry, too many clients already')
  const { error, port, visits } = await refusedBy(full, { retries: 1 })
  expect(error).toMatchObject({
    code: '53300',
    message: `127.0.0.1:${port} has no connection left: sorry, too many clients already`,
    hint: 'use fewer threads (now 8), or raise max_connections in the server',
  })
  expect(visits).toBe(2)
})

test('what will not pass by itself is not tried again', async () => {
  const { visits } = await refusedBy(({ socket }) => refuse(socket, '3D000', 'no'), { retries: 3 })
  expect(visits).toBe(1)
})

test('a pooler that refuses start-up options', async () => {
  const { error, port } = await refusedBy(
    ({ socket }) => refuse(socket, '08P01', 'unsupported startup parameter: options'),
    { options: '-c geqo=off' },
  )
  expect(error).toMatchObject({
    code: '08P01',
    message: `127.0.0.1:${port} refused the start of the connection: unsupported startup parameter: options`,
    hint: expect.stringContaining('a pooler such as PgBouncer refuses start-up options it does not know'),
  })
})

test('a server that hangs up', async () => {
  const { error, port } = await refusedBy(({ socket }) => socket.destroy())
  expect(error).toMatchObject({ connectionLost: true })
  expect(error.message).toContain(`127.0.0.1:${port} ended the connection while it was being opened`)
})

test('closing the warehouse ends an attempt to connect', async () => {
  await using double = await postgresDouble({ visit: () => void warehouse.close() })
  const warehouse = connectPostgres({ ...settings, port: double.port, connectTimeout: 0 })
  await expect(warehouse.open()).rejects.toMatchObject({ code: '08003' })
})

describe('the password', () => {
  const given = async (changed: Partial<PostgresSettings>, env: Environment = {}) => {
    let password: string | undefined
    await refusedBy(
      async ({ socket }) => {
        password = await askPassword(socket)
        refuse(socket, '28P01', 'no')
      },
      changed,
      env,
    )
    return password
  }

  test('of the settings goes before PGPASSWORD, and that before the password file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-pgpass-'))
    try {
      const PGPASSFILE = join(folder, 'pgpass')
      await writeFile(PGPASSFILE, '127.0.0.1:*:shop:analyst:of the file\n', { mode: 0o600 })
      expect(await given({}, { PGPASSWORD: 'of the environment', PGPASSFILE })).toBe(PASSWORD)
      expect(await given({ password: null }, { PGPASSWORD: 'of the environment', PGPASSFILE })).toBe(
        'of the environment',
      )
      expect(await given({ password: null }, { PGPASSFILE })).toBe('of the file')
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('is looked for in the home folder', async () => {
    const HOME = await mkdtemp(join(tmpdir(), 'assay-pgpass-'))
    try {
      await writeFile(join(HOME, '.pgpass'), '*:*:*:*:of home\n', { mode: 0o600 })
      expect(await given({ password: null }, { HOME })).toBe('of home')
    } finally {
      await rm(HOME, { recursive: true })
    }
  })
})
