/** The example, as it lies at the root of the repository: built on PostgreSQL and on PGlite. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Warehouse } from '../assay.ts'
import { installationFolder } from '../base/installation.ts'
import { type Fingerprint, fingerprints } from './fingerprint.ts'
import { type Ran, type RunnableProject, runnableIn } from './run-project.ts'
import { type TestDatabase, withDatabase } from './with-database.ts'
import { withEmbedded } from './with-embedded.ts'

/** A smaller world of the same kind: every test of the example holds in it, and it is built in a few seconds. */
const SMALL = { example_applicants_per_month: 20, as_of_date: '2026-01-15', features_as_of: '2026-01-15 12:00+00' }

const RULES = 'analytics_gold.imputation_rules'
const SCHEMA_LOG = 'analytics_monitoring.schema_audit_log'

let database: TestDatabase
let embedded: Warehouse
let onPostgres: Ran
let onPglite: Ran

beforeAll(async () => {
  database = await withDatabase()
  embedded = withEmbedded()
  onPostgres = await example(database).run('build', { vars: SMALL, threads: 4 })
  onPglite = await example({ warehouse: embedded }).run('build', { vars: SMALL, threads: 1 })
}, 240_000)

afterAll(async () => {
  await embedded?.close()
  await database?.[Symbol.asyncDispose]()
})

function example(where: { readonly url?: string; readonly warehouse: Warehouse }): RunnableProject {
  const path = installationFolder()
  const refuse = async (): Promise<void> => {
    throw new Error('nothing is written into the repository')
  }
  return runnableIn(where, { path, write: refuse, [Symbol.asyncDispose]: async () => undefined })
}

test('all of it is built and every test passes on PostgreSQL, without a warning', () => {
  expect(whatWentWrong(onPostgres)).toEqual([])
  expect(onPostgres.results.length).toBeGreaterThan(290)
})

test('all of it is built and every test passes on PGlite, without a warning', () => {
  expect(whatWentWrong(onPglite)).toEqual([])
  expect(onPglite.results.map(({ id }) => id).sort()).toEqual(onPostgres.results.map(({ id }) => id).sort())
})

test('both give the same relations: columns, types, indexes, and every row', async () => {
  const relations = await prints(database.warehouse)
  expect(await prints(embedded)).toEqual(relations)
  expect(Object.keys(relations)).toContain('analytics_gold.fct_training_view')
  expect(Object.entries(relations).filter(([, { rows }]) => rows.startsWith('0 '))).toEqual([])
})

test('built again as of the same day nothing changes', async () => {
  const before = await prints(database.warehouse)
  const again = await example(database).run('build', { vars: SMALL, threads: 4 })
  expect(whatWentWrong(again)).toEqual([])
  expect(await prints(database.warehouse)).toEqual(before)
})

test('built a day later, incrementally, it is what a first build as of that day makes', async () => {
  const vars = { ...SMALL, as_of_date: '2026-01-16' }
  const later = await example(database).run('build', { vars, threads: 4 })
  expect(whatWentWrong(later)).toEqual([])
  await using fresh = await withDatabase()
  expect(whatWentWrong(await example(fresh).run('build', { vars, threads: 4 }))).toEqual([])
  const relations = await prints(fresh.warehouse)
  // The logs hold what was so on the day before, too.
  const { [RULES]: rules, [SCHEMA_LOG]: log, ...grown } = await prints(database.warehouse)
  const { [RULES]: firstRules, [SCHEMA_LOG]: firstLog, ...first } = relations
  expect(grown).toEqual(first)
  expect([rules, log, firstRules, firstLog]).not.toContain(undefined)
  expect(relations).not.toEqual(await prints(embedded))
}, 120_000)

function whatWentWrong({ results, problems }: Ran): readonly string[] {
  const fine: readonly string[] = ['success', 'pass', 'no-op']
  const bad = results.filter(({ status }) => !fine.includes(status))
  return [...bad.map(({ id, status, message }) => `${status} ${id} ${message}`), ...problems]
}

/** Of the training set what its view shows: which versions there are is a matter of history. */
async function prints(warehouse: Warehouse): Promise<Readonly<Record<string, Fingerprint>>> {
  const all = await fingerprints(warehouse)
  return Object.fromEntries([...all].filter(([name]) => !name.startsWith('analytics_gold.default_training__')))
}
