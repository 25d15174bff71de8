import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Files } from '../../testing/load-project.ts'
import { type RunnableProject, runnable } from '../../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'
import { withEmbedded } from '../../testing/with-embedded.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
})

afterAll(() => db[Symbol.asyncDispose]())

beforeEach(async () => {
  await using session = await db.warehouse.open()
  await session.statements(
    'drop schema if exists analytics cascade; drop schema if exists public_ut_raw cascade; drop schema if exists public_ut cascade',
  )
})

const project = (files: Files): Promise<RunnableProject> => runnable(db, files)

const RELATIONS = `select nspname, relname from pg_class c join pg_namespace n on n.oid = relnamespace
where nspname !~ '^pg_(catalog|toast)' and nspname <> 'information_schema' order by 1, 2`

describe("dbt's answers", () => {
  interface Recorded {
    readonly status: string
    readonly failures: number | null
    readonly message: string | null
  }
  const recorded: Readonly<Record<string, Recorded>> = JSON.parse(
    readFileSync(new URL('./testdata/unit-tests.json', import.meta.url), 'utf8'),
  )
  /** Fixtures of ephemeral models: dbt cannot know their columns. */
  const OURS: Readonly<Record<string, Recorded>> = {
    t24_uses_eph_dict: { status: 'pass', failures: 0, message: null },
  }
  /** dbt prints numbers in rows of one side as Python objects. */
  const plain = (message: string | null): string | null => message?.replace(/Decimal\('([^']*)'\)/g, '$1') ?? null

  const compare = async (shop: RunnableProject): Promise<void> => {
    const { results } = await shop.run('test', { select: ['test_type:unit'] })
    const ours = results.map(({ id, status, failures, message }) => [
      id.split('.').at(-1),
      { status, failures, message: status === 'fail' ? message : null },
    ])
    const theirs = Object.entries(recorded).map(([name, { status, failures, message }]) => [
      name,
      OURS[name] ?? { status, failures, message: plain(message) },
    ])
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs))
    expect(theirs.length).toBeGreaterThanOrEqual(25)
  }

  test('are ours, message by message, whether parents are built or not, and nothing is left behind', async () => {
    await using shop = await project(filesOf(fileURLToPath(new URL('./testdata/unit-tests', import.meta.url))))
    await shop.sql(
      'create schema public_ut_raw; create table public_ut_raw.people (id int, name varchar(20), region text)',
    )
    const before = await shop.sql(RELATIONS)
    await compare(shop)
    expect(await shop.sql(RELATIONS)).toEqual(before)
    await shop.run('build', { exclude: ['test_type:unit'] })
    const built = await shop.sql(RELATIONS)
    await compare(shop)
    expect(await shop.sql(RELATIONS)).toEqual(built)
  })
})

function filesOf(folder: string): Files {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name))
  const named = paths.map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')] as const)
  return Object.fromEntries(named.filter(([name]) => name !== 'dbt_project.yml').concat([PROJECT]))
}

/** Under our own project file the target is the test's database. */
const PROJECT = ['project.yml', 'name: ut\nvars: {threshold: 10}\n'] as const

describe('a unit test', () => {
  test('passes on what the model really gives, and fails when any one cell of it is changed', async () => {
    const text = fc.constantFrom('a', 'b c', "it's", '', 'ä', 'null', '1')
    const row = fc.record({
      n: fc.option(fc.integer({ min: -9, max: 9 })),
      t: fc.option(text),
      b: fc.option(fc.boolean()),
    })
    await using shop = await project({
      'models/doubled.sql': "select n * 2 as n, t || '!' as t, not b as b from {{ ref('given') }}",
      'models/given.sql': 'select 1 as n, null::text as t, true as b',
    })
    const statusOf = async (given: readonly object[], rows: readonly object[]): Promise<string> => {
      const unit = { name: 'u', model: 'doubled', given: [{ input: "ref('given')", rows: given }], expect: { rows } }
      await shop.folder.write('models/unit.yml', JSON.stringify({ unit_tests: [unit] }))
      const { results } = await shop.run('test')
      return results.map(({ status, message }) => (status === 'error' ? message : status)).join()
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.constantFrom('n', 't', 'b'),
        async (given, at, cell) => {
          const real = given.map(({ n, t, b }) => ({
            n: n === null ? null : n * 2,
            t: t === null ? null : `${t}!`,
            b: b === null ? null : !b,
          }))
          expect(await statusOf(given, real.toReversed())).toBe('pass')
          const wrong = { n: 99, t: 'other', b: real[at % real.length]?.b !== true }
          const changed = real.with(at % real.length, {
            ...(real[at % real.length] as (typeof real)[0]),
            [cell]: wrong[cell],
          })
          expect(await statusOf(given, changed)).toBe('fail')
        },
      ),
      { numRuns: 12 },
    )
  })

  test('runs before its model in a build, which is skipped with all that follows when it fails', async () => {
    await using shop = await project({
      'models/orders.sql': 'select 1 as id',
      'models/totals.sql': "select count(*) as n from {{ ref('orders') }}",
      'models/report.sql': "select * from {{ ref('totals') }}",
      'models/unit.yml': unitTests(`
  - name: counts
    model: totals
    given: [{input: ref('orders'), rows: [{id: 1}, {id: 1}]}]
    expect: {rows: [{n: 1}]}
  - name: none
    model: totals
    given: [{input: ref('orders'), rows: []}]
    expect: {rows: [{n: 0}]}`),
    })
    const { results } = await shop.run('build')
    const status = Object.fromEntries(results.map((result) => [result.id.split('.').at(-1), result.status]))
    expect(status).toEqual({ orders: 'success', counts: 'fail', none: 'pass', totals: 'skipped', report: 'skipped' })
    expect(results.map(({ id }) => id.split('.').at(-1))[0]).toBe('orders')
  })

  test('needs nothing built: columns come from queries, seeds, YAML and rows', async () => {
    await using shop = await project({
      'seeds/cities.csv': 'id,name,since\n1,Graz,2020-01-31\n',
      'models/stg.sql':
        "select c.id, c.since + 1 as next_day, s.amount from {{ ref('cities') }} c join {{ source('raw', 'sales') }} s using (id)",
      'models/mid.sql':
        "{{ config(materialized='ephemeral') }}select id, next_day, amount * 1.5 as amount, array[id] as ids from {{ ref('stg') }}",
      'models/top.sql':
        "select id, date_trunc('month', next_day)::date as month, amount, ids[1] as first from {{ ref('mid') }}",
      'models/s.yml': `sources:
  - name: raw
    tables:
      - name: sales
        columns: [{name: id, data_type: integer}, {name: amount, data_type: "numeric(10,2)"}]
${unitTests(`
  - name: over_described
    model: top
    given: [{input: ref('mid'), rows: [{id: 1, next_day: '2024-02-29', amount: 2, ids: '{7}'}]}]
    expect: {rows: [{id: 1, month: '2024-02-01', amount: 2, first: 7}]}
  - name: over_seed_and_source
    model: stg
    given:
      - input: ref('cities')
        rows: [{id: 1, since: 2020-12-31}]
      - input: source('raw', 'sales')
        rows: [{id: 1, amount: 3}]
    expect: {rows: [{id: 1, next_day: '2021-01-01', amount: 3.00}]}`)}`,
    })
    const { lines } = await shop.run('test')
    expect(lines).toEqual(['over_seed_and_source: pass', 'over_described: pass'])
    expect(await shop.sql(RELATIONS)).toEqual([])
  })

  test('runs on the embedded database as well', async () => {
    await using warehouse = withEmbedded()
    await using shop = await runnable(
      { warehouse },
      {
        'models/orders.sql': 'select 1 as id',
        'models/totals.sql': "select count(*) as n from {{ ref('orders') }}",
        'models/unit.yml': unitTests(`
  - name: counts
    model: totals
    given: [{input: ref('orders'), rows: [{id: 1}, {id: 1}]}]
    expect: {rows: [{n: 3}]}`),
      },
    )
    const { results } = await shop.run('test')
    expect(results.map(({ message }) => message)).toEqual([
      '\n\nactual differs from expected:\n\n@@ ,n\r\n+++,2\r\n---,3\r\n\n',
    ])
  })

  test('says at its own place what is wrong with it', async () => {
    await using shop = await project({
      'models/orders.sql': 'select 1 as id',
      'models/totals.sql': "select count(*) as n from {{ ref('orders') }}",
      'models/unit.yml': unitTests(`
  - name: misspelled
    model: totals
    given: [{input: ref('order'), rows: []}]
    expect: {rows: [{n: 1}]}
  - name: forgotten
    model: totals
    given: []
    expect: {rows: [{n: 1}]}
  - name: unknown_column
    model: totals
    given: [{input: ref('orders'), rows: [{idd: 1}]}]
    expect: {rows: [{n: 1}]}
  - name: unknown_result
    model: totals
    given: [{input: ref('orders'), rows: []}]
    expect: {rows: [{m: 1}]}`),
    })
    const { problems } = await shop.run('test', { threads: 1 })
    expect(problems.toSorted()).toEqual([
      "compilation models/unit.yml:12:42 Invalid column name: 'idd' in unit test fixture for 'orders'.\nAccepted columns for 'orders' are: ['id']",
      "compilation models/unit.yml:17:20 Invalid column name: 'm' in unit test fixture for expected output.\nAccepted columns for expected output are: ['n']",
      "missing-unit-test-input models/unit.yml:6:5 unit test 'forgotten' has no rows for ref('orders'), which the model 'totals' reads (add to 'given:', with its rows or 'rows: []' for none: - input: ref('orders'))",
      "unknown-unit-test-input models/unit.yml:4:21 unit test 'misspelled' gives rows to ref('order'), which is not there (did you mean 'orders'?)",
    ])
  })
})

function unitTests(text: string): string {
  return `unit_tests:${text}\n`
}
