import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PostgresSettings } from '../../resources/connection.ts'
import { type PostgresDouble, passOn, postgresDouble, refuse } from '../../testing/postgres-double.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'
import type { WarehouseError } from '../warehouse.ts'
import { connectPostgres } from './connect.ts'

const file = (name: string) => fileURLToPath(new URL(`testdata/tls/${name}`, import.meta.url))
const localhost = { cert: readFileSync(file('localhost.crt')), key: readFileSync(file('localhost.key')) }
const elsewhere = { cert: readFileSync(file('elsewhere.crt')), key: readFileSync(file('elsewhere.key')) }

let database: TestDatabase
beforeAll(async () => {
  database = await withDatabase()
})
afterAll(() => database?.[Symbol.asyncDispose]())

/** What came to a server of that kind when somebody connected and asked one question, or the error it ended with. */
async function visitsOf(
  settings: Partial<PostgresSettings>,
  server: Parameters<typeof postgresDouble>[0] | Omit<Parameters<typeof postgresDouble>[0], 'visit'>,
): Promise<readonly string[] | WarehouseError> {
  await using double = await postgresDouble({ visit: (visitor) => passOn(visitor, database.settings), ...server })
  return await asked(double, settings)
}

async function asked(double: PostgresDouble, settings: Partial<PostgresSettings>) {
  await using warehouse = connectPostgres({ ...database.settings, port: double.port, retries: 0, ...settings })
  try {
    await using session = await warehouse.open()
    await session.statements('select 1')
    return double.visits
  } catch (error) {
    return error as WarehouseError
  }
}

describe('sslmode', () => {
  test('disable does not encrypt', async () => {
    expect(await visitsOf({ sslmode: 'disable' }, { tls: localhost })).toEqual(['plain start'])
  })

  test('allow encrypts only when it is turned away without', async () => {
    expect(await visitsOf({ sslmode: 'allow' }, { tls: localhost })).toEqual(['plain start'])
    const onlyEncrypted = await visitsOf(
      { sslmode: 'allow' },
      {
        tls: localhost,
        visit: (visitor) => {
          if (visitor.encrypted) passOn(visitor, database.settings)
          else refuse(visitor.socket, '28000', 'no pg_hba.conf entry for host "127.0.0.1", no encryption')
        },
      },
    )
    expect(onlyEncrypted).toEqual(['plain start', 'tls start'])
  })

  test('prefer encrypts where it can', async () => {
    expect(await visitsOf({ sslmode: 'prefer' }, { tls: localhost })).toEqual(['tls start'])
    expect(await visitsOf({ sslmode: 'prefer' }, {})).toEqual(['plain start'])
  })

  test('prefer goes on without encryption when it is turned away with it, and remembers', async () => {
    await using double = await postgresDouble({
      tls: localhost,
      visit: (visitor) => {
        if (visitor.encrypted) refuse(visitor.socket, '28000', 'no pg_hba.conf entry for host "127.0.0.1", SSL on')
        else passOn(visitor, database.settings)
      },
    })
    await using warehouse = connectPostgres({ ...database.settings, port: double.port, sslmode: 'prefer' })
    await using _one = await warehouse.open()
    await using _two = await warehouse.open()
    expect(double.visits).toEqual(['tls start', 'plain start', 'plain start'])
  })

  test('prefer does not try a wrong password twice', async () => {
    await using double = await postgresDouble({
      tls: localhost,
      visit: ({ socket }) => refuse(socket, '28P01', 'password authentication failed'),
    })
    expect(await asked(double, { sslmode: 'prefer' })).toMatchObject({ code: '28P01' })
    expect(double.visits).toEqual(['tls start'])
  })

  test('require encrypts and does not ask who answers', async () => {
    expect(await visitsOf({ sslmode: 'require' }, { tls: elsewhere })).toEqual(['tls start'])
  })

  test('require refuses a server without encryption', async () => {
    expect(await visitsOf({ sslmode: 'require' }, {})).toMatchObject({
      code: '08001',
      message: 'the server does not offer encrypted connections',
      hint: 'set sslmode to prefer or disable, or turn ssl on in the server',
    })
  })

  test('require verifies the chain when a root certificate is given, as libpq does', async () => {
    const settings = { sslmode: 'require', sslrootcert: file('other-authority.crt') } as const
    expect(await visitsOf(settings, { tls: localhost })).toMatchObject({ connectionLost: true })
    expect(await visitsOf({ ...settings, sslrootcert: file('authority.crt') }, { tls: elsewhere })).toEqual([
      'tls start',
    ])
  })

  test('verify-ca asks for the authority and not for the name', async () => {
    const settings = { sslmode: 'verify-ca', sslrootcert: file('authority.crt') } as const
    expect(await visitsOf(settings, { tls: elsewhere })).toEqual(['tls start'])
    expect(await visitsOf({ ...settings, sslrootcert: file('other-authority.crt') }, { tls: elsewhere })).toMatchObject(
      {
        code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        message: 'no encrypted connection could be agreed on: unable to verify the first certificate',
        hint: expect.stringContaining('sslrootcert must hold the authority'),
      },
    )
  })

  test('verify-full asks for the authority and the name, be it a host or an address', async () => {
    const settings = { sslmode: 'verify-full', sslrootcert: file('authority.crt') } as const
    expect(await visitsOf(settings, { tls: localhost })).toEqual(['tls start'])
    expect(await visitsOf({ ...settings, host: 'localhost' }, { tls: localhost })).toEqual(['tls start'])
    expect(await visitsOf(settings, { tls: elsewhere })).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  })

  test('verify-full needs a root certificate', async () => {
    const missing = file('missing.crt')
    expect(await visitsOf({ sslmode: 'verify-full', sslrootcert: missing }, { tls: localhost })).toMatchObject({
      code: 'ENOENT',
      message: `sslmode verify-full needs the certificate of the server's authority, and ${missing} cannot be read`,
    })
  })

  test("sslrootcert: system trusts Node's authorities, who do not know ours", async () => {
    const settings = { sslmode: 'verify-full', sslrootcert: 'system' } as const
    expect(await visitsOf(settings, { tls: localhost })).toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
  })
})

describe('a client certificate', () => {
  const shown = async (settings: Partial<PostgresSettings>) => {
    let certificate: string | undefined
    const result = await visitsOf(
      { sslmode: 'require', ...settings },
      {
        tls: { ...localhost, ca: readFileSync(file('authority.crt')), requestCert: true },
        visit: (visitor) => {
          certificate = visitor.certificate
          passOn(visitor, database.settings)
        },
      },
    )
    return Array.isArray(result) ? certificate : result
  }

  test('is shown with sslcert, sslkey and sslpassword', async () => {
    const settings = { sslcert: file('client.crt'), sslkey: file('client-encrypted.key'), sslpassword: 'cLient-secret' }
    expect(await shown(settings)).toBe('analyst')
    expect(await shown({})).toBe(undefined)
  })

  test('whose file is missing is named', async () => {
    expect(await shown({ sslcert: file('missing.crt') })).toMatchObject({
      code: 'ENOENT',
      message: `sslcert: the file ${file('missing.crt')} cannot be read`,
    })
  })
})

test('a cancel request is encrypted as its connection is', async () => {
  await using double = await postgresDouble({
    tls: localhost,
    visit: (visitor) => passOn(visitor, database.settings),
  })
  await using warehouse = connectPostgres({ ...database.settings, port: double.port, sslmode: 'require' })
  await using session = await warehouse.open()
  await expect(session.statements('select pg_sleep(60)', AbortSignal.timeout(50))).rejects.toMatchObject({
    code: '57014',
  })
  expect(double.visits).toEqual(['tls start', 'tls cancel'])
})
