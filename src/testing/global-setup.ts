/**
 * One PostgreSQL for a whole test run, started when the first test asks: runs that touch no database do not pay for it.
 * Tests live in other processes, so they ask over a local socket; who asks is told the server's URL.
 */
import { existsSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { buildClient } from '../../bundle-client.js'
import { type PostgresServer, startPostgresServer } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The local port where the test server's URL is told. */
    readonly databasePort: number
  }
}

/** Where `docs generate` looks for the program of the site; `npm run build` puts it there. */
const SITE_PROGRAM = fileURLToPath(new URL('../../dist/site', import.meta.url))

/** What is answered: one of both. */
export interface DatabaseAnswer {
  readonly url?: string
  readonly error?: string
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(SITE_PROGRAM)) await buildClient(SITE_PROGRAM)
  let server: Promise<PostgresServer> | undefined
  const desk = createServer((socket) => {
    socket.on('error', () => undefined) // a test process that was killed while it waited
    server ??= startPostgresServer()
    const answer: Promise<DatabaseAnswer> = server.then(
      ({ url }) => ({ url }),
      (error: Error) => ({ error: `${error.message}: ${(error.cause as Error | undefined)?.message}` }),
    )
    void answer.then((it) => socket.end(JSON.stringify(it)))
  })
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve))
  project.provide('databasePort', (desk.address() as AddressInfo).port)
  return async () => {
    desk.close()
    await server?.then(
      ({ stop }) => stop(),
      () => undefined, // it never started: the tests have said so
    )
  }
}
