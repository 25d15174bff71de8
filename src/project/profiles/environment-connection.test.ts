import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AssayError, type Diagnostic } from '../../base/diagnostic.ts'
import type { Surroundings } from '../../context/env-var.ts'
import { parseDatabaseUrl } from './database-url.ts'
import { environmentConnection } from './environment-connection.ts'

function parse(url: string): unknown {
  return parseDatabaseUrl(url, 'DATABASE_URL', () => {})
}

function connect(
  environment: Surroundings,
): { readonly settings: unknown; readonly warnings: readonly Diagnostic[] } | null {
  const warnings: Diagnostic[] = []
  const found = environmentConnection(environment, 'analytics', (warning) => warnings.push(warning))
  return found && { settings: found.output.settings, warnings }
}

function errorOf(body: () => unknown): Diagnostic | undefined {
  try {
    body()
  } catch (thrown) {
    if (thrown instanceof AssayError) return thrown.diagnostics[0]
    throw thrown
  }
  return undefined
}

// The examples of libpq's documentation, and what its parser makes of them.
test.each<[string, Readonly<Record<string, string>>]>([
  ['postgresql://', {}],
  ['postgresql://localhost', { host: 'localhost' }],
  ['postgresql://localhost:5433', { host: 'localhost', port: '5433' }],
  ['postgresql://localhost/mydb', { host: 'localhost', dbname: 'mydb' }],
  ['postgresql://user@localhost', { user: 'user', host: 'localhost' }],
  ['postgresql://user:secret@localhost', { user: 'user', password: 'secret', host: 'localhost' }],
  [
    'postgresql://other@localhost/otherdb?connect_timeout=10&application_name=myapp',
    { user: 'other', host: 'localhost', dbname: 'otherdb', connect_timeout: '10', application_name: 'myapp' },
  ],
  ['postgresql:///mydb?host=localhost&port=5433', { dbname: 'mydb', host: 'localhost', port: '5433' }],
  ['postgresql://[2001:db8::1234]/database', { host: '2001:db8::1234', dbname: 'database' }],
  ['postgresql://[::1]:5433', { host: '::1', port: '5433' }],
  ['postgresql:///dbname?host=/var/lib/postgresql', { dbname: 'dbname', host: '/var/lib/postgresql' }],
  ['postgresql://%2Fvar%2Flib%2Fpostgresql/dbname', { host: '/var/lib/postgresql', dbname: 'dbname' }],
  ['postgres://u:p@h/d?sslmode=require', { user: 'u', password: 'p', host: 'h', dbname: 'd', sslmode: 'require' }],
  ['postgres://u:p%40s%3As%2F%25@h/d', { user: 'u', password: 'p@s:s/%', host: 'h', dbname: 'd' }],
  ['postgres://u:@h', { user: 'u', host: 'h' }],
  ['postgres://u:a:b@h', { user: 'u', password: 'a:b', host: 'h' }],
  ['postgres://h/d?ssl=true', { host: 'h', dbname: 'd', sslmode: 'require' }],
  ['postgres://h/d?user=u&password=p%26q', { host: 'h', dbname: 'd', user: 'u', password: 'p&q' }],
  [' postgres://h/d\n', { host: 'h', dbname: 'd' }],
  ['postgres://h/d?', { host: 'h', dbname: 'd' }],
])('%s is read as libpq reads it', (url, parameters) => {
  expect(parse(url)).toEqual(parameters)
})

test('a URL made of any user, password and database gives them back', () => {
  const part = fc.string({ minLength: 1, unit: 'grapheme' })
  fc.assert(
    fc.property(part, part, part, (user, password, dbname) => {
      const url = `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@db.example:1/${encodeURIComponent(dbname)}`
      expect(parse(url)).toEqual({ user, password, host: 'db.example', port: '1', dbname })
    }),
  )
})

test.each([
  ['mysql://u:hunter2@h/d', 'bad-database-url', 'this is no URL of a Postgres database'],
  ['u:hunter2@h/d', 'bad-database-url', 'this is no URL of a Postgres database'],
  ['postgres://u:hun@ter2@h/d', 'bad-database-url', 'there is more than one @ before the database'],
  ['postgres://u:hun/ter2@h/d', 'bad-database-url', 'host and port cannot be told apart'],
  ['postgres://u:hunter2%zz@h/d', 'bad-database-url', 'a % is not followed by two hexadecimal digits'],
  ['postgres://u:hunter2@h:port/d', 'bad-database-url', 'host and port cannot be told apart'],
  ['postgres://u:hunter2@h/d?sslmode', 'bad-database-url', 'a parameter has no value'],
  ['postgres://u:hunter2@h1:1,h2:2/d', 'several-hosts', 'several hosts are given, and Assay connects to one'],
  ['postgres://u:hunter2@/d?host=h1,h2', 'several-hosts', 'several hosts are given, and Assay connects to one'],
])('%s is refused without showing the password', (url, code, problem) => {
  const error = errorOf(() => parse(url))
  expect(error).toMatchObject({ code, message: expect.stringContaining(problem) })
  expect(JSON.stringify(error)).not.toMatch(/hun|ter2/)
})

test('parameters that libpq does not know are ignored with a warning; schema says where models go instead', () => {
  const { warnings } =
    connect({ DATABASE_URL: 'postgres://h/d?schema=public&pgbouncer=true&channel_binding=require' }) ?? {}
  expect(warnings?.map(({ message, severity }) => `${severity}: ${message}`)).toEqual([
    "warning: DATABASE_URL: the parameter 'schema' is ignored",
    "warning: DATABASE_URL: the parameter 'pgbouncer' is ignored",
  ])
  expect(warnings?.[0]?.hint).toContain('ASSAY_SCHEMA')
})

test("what the URL leaves out is the variables', then libpq's default", () => {
  expect(connect({ DATABASE_URL: 'postgres://db.example/shop', PGUSER: 'alice', PGPORT: '6543' })).toMatchObject({
    settings: {
      host: 'db.example',
      port: 6543,
      user: 'alice',
      password: null,
      database: 'shop',
      threads: 4,
      sslmode: 'prefer',
      connectTimeout: 10,
      applicationName: 'assay',
    },
  })
})

test("libpq's variables make a connection of their own", () => {
  expect(
    connect({
      PGHOST: 'db.example',
      PGPORT: '6543',
      PGUSER: 'alice',
      PGPASSWORD: 'hunter2',
      PGDATABASE: 'shop',
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: '/ca.pem',
      PGSSLCERT: '/c.pem',
      PGSSLKEY: '/k.pem',
      PGOPTIONS: '-c geqo=off',
      PGCONNECT_TIMEOUT: '3',
      PGAPPNAME: 'nightly',
    }),
  ).toMatchObject({
    settings: {
      host: 'db.example',
      port: 6543,
      user: 'alice',
      password: 'hunter2',
      database: 'shop',
      sslmode: 'verify-full',
      sslrootcert: '/ca.pem',
      sslcert: '/c.pem',
      sslkey: '/k.pem',
      options: '-c geqo=off',
      connectTimeout: 3,
      applicationName: 'nightly',
    },
  })
})

test('user and database default to the name of the one who runs it, the host to this machine', () => {
  expect(connect({ PGDATABASE: 'shop', USER: 'alice' })).toMatchObject({
    settings: { host: 'localhost', user: 'alice', database: 'shop' },
  })
  expect(connect({ PGHOST: 'h', USERNAME: 'bob' })).toMatchObject({ settings: { user: 'bob', database: 'bob' } })
})

test('variables that only complete a connection make none', () => {
  expect(connect({ PGUSER: 'alice', PGPASSWORD: 'x', PGPORT: '5432', USER: 'alice', DATABASE_URL: '' })).toBeNull()
})

test.each<[Surroundings, string]>([
  [{ PGHOST: 'h', PGPORT: 'many' }, 'PGPORT: this must be a whole number up to 65535'],
  [{ DATABASE_URL: 'postgres://h:70000/d' }, 'DATABASE_URL (port): this must be a whole number up to 65535'],
  [{ PGHOST: 'h', PGSSLMODE: 'on' }, "there is no sslmode 'on'"],
  [{ PGHOST: 'a,b' }, 'several hosts are given, and Assay connects to one'],
  [{ PGSERVICE: 'shop' }, 'PGSERVICE names a connection service, and service files are not read'],
  [
    { DATABASE_URL: 'postgres://h/d?service=shop' },
    'DATABASE_URL (service) names a connection service, and service files are not read',
  ],
])('%j is refused', (environment, message) => {
  expect(errorOf(() => connect(environment))?.message).toBe(message)
})
