/** conformance/everything, which dbt-core and Assay build alike (conformance/README.md), on PostgreSQL and on PGlite. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Warehouse } from '../assay.ts'
import { installationFolder } from '../base/installation.ts'
import { type Fingerprint, fingerprints } from './fingerprint.ts'
import { type Ran, runnableIn } from './run-project.ts'
import { type TestDatabase, withDatabase } from './with-database.ts'
import { withEmbedded } from './with-embedded.ts'

let database: TestDatabase
let embedded: Warehouse

beforeAll(async () => {
  database = await withDatabase()
  embedded = withEmbedded()
})

afterAll(async () => {
  await embedded?.close()
  await database?.[Symbol.asyncDispose]()
})

async function build(where: { readonly url?: string; readonly warehouse: Warehouse }, threads: number): Promise<Ran> {
  const path = join(installationFolder(), 'conformance/everything')
  const write = async (): Promise<void> => {
    throw new Error('nothing is written into the repository')
  }
  const folder = { path, write, [Symbol.asyncDispose]: async () => undefined }
  return runnableIn(where, folder).run('build', { threads })
}

for (const time of ['the first time', 'over what is there', 'a third time'])
  test(`built ${time}, both give the same: results, and every relation row by row`, async () => {
    const there = await build(database, 4)
    const here = await build({ warehouse: embedded }, 1)
    expect(unusual(there)).toEqual([
      'accepted_values_macro_made_part__laced__shi: fail 2',
      'errors: error',
      'not_null_stg_orders_customer_id: warn 1',
      'spends_a_lot: warn 2',
    ])
    expect(unusual(here)).toEqual(unusual(there))
    expect(here.results).toHaveLength(there.results.length)
    const relations = await prints(database.warehouse)
    expect(await prints(embedded)).toEqual(relations)
    expect(Object.keys(relations).length).toBeGreaterThan(30)
  })

/** What did not simply succeed, and with how many failures. */
function unusual({ results }: Ran): readonly string[] {
  return results
    .filter(({ status }) => status !== 'success' && status !== 'pass')
    .map(({ id, status, failures }) => `${id.split('.')[2]}: ${status} ${failures ?? ''}`.trim())
    .sort()
}

async function prints(warehouse: Warehouse): Promise<Readonly<Record<string, Fingerprint>>> {
  const all = [...(await fingerprints(warehouse))]
  // A snapshot that notes when it was taken.
  return Object.fromEntries(all.filter(([name]) => !name.endsWith('.orders_by_check')))
}
