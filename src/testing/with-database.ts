import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { inject } from 'vitest'
import type { PostgresSettings } from '../resources/connection.ts'
import { quoteIdentifier } from '../resources/relation.ts'
import { connectPostgres } from '../warehouse/postgres/connect.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import type { DatabaseAnswer } from './global-setup.ts'

export interface TestDatabase extends AsyncDisposable {
  readonly url: string
  readonly settings: PostgresSettings
  readonly warehouse: Warehouse
}

/**
 * A new, empty database of one's own on `TEST_DATABASE_URL` or else on the run's own PostgreSQL; dropped when disposed.
 * Take it in `beforeAll` or by `await using`.
 */
export async function withDatabase(): Promise<TestDatabase> {
  const server = new URL(process.env.TEST_DATABASE_URL || (await ownServer()))
  const name = `assay_test_${randomBytes(6).toString('hex')}`
  await onServer(server, `create database ${quoteIdentifier(name)} template template0`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const settings = settingsFrom(url)
  const warehouse = connectPostgres(settings)
  return {
    url: url.href,
    settings,
    warehouse,
    async [Symbol.asyncDispose](): Promise<void> {
      await warehouse.close()
      await onServer(server, `drop database if exists ${quoteIdentifier(name)} with (force)`)
    },
  }
}

/** Asks the run's global setup, which starts the server if nobody asked before. */
async function ownServer(): Promise<string> {
  const answer: DatabaseAnswer = JSON.parse(await text(connect(inject('databasePort'), '127.0.0.1')))
  if (answer.url === undefined) throw new Error(answer.error)
  return answer.url
}

async function onServer(server: URL, sql: string): Promise<void> {
  await using warehouse = connectPostgres(settingsFrom(server))
  await using session = await warehouse.open()
  await session.statements(sql)
}

function settingsFrom(url: URL): PostgresSettings {
  return {
    kind: 'postgres',
    origin: { kind: 'environment', description: 'TEST_DATABASE_URL' },
    host: decodeURIComponent(url.hostname).replace(/^\[|\]$/g, ''),
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username) || 'postgres',
    password: decodeURIComponent(url.password) || null,
    database: decodeURIComponent(url.pathname.slice(1)) || 'postgres',
    threads: 4,
    sslmode: (url.searchParams.get('sslmode') ?? 'prefer') as PostgresSettings['sslmode'], // ours to write correctly
    sslrootcert: url.searchParams.get('sslrootcert'),
    sslcert: null,
    sslkey: null,
    sslpassword: null,
    role: null,
    searchPath: null,
    keepalivesIdle: 0,
    connectTimeout: 10,
    retries: 1,
    applicationName: 'assay tests',
    statementTimeout: null,
    timezone: 'UTC',
  }
}
