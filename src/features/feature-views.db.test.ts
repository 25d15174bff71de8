import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leakage } from '../assay.ts'
import { buildGraph } from '../graph/graph.ts'
import { load, withFiles } from '../testing/load-project.ts'
import { type RunnableProject, runnable } from '../testing/run-project.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'
import { withEmbedded } from '../testing/with-embedded.ts'

/** What is known of applicants is corrected late, and payments come late: both clocks matter. */
const RAW = `
create schema raw;
create table raw.history (id int, applicant int, seen_at timestamptz, known_at timestamptz, income int, debt int);
create table raw.payments (id int, payer int, paid_at timestamptz, known_at timestamptz, amount int, status text);
create table raw.points (applicant int, predicted_at timestamptz, is_default boolean);
`

const PROJECT = {
  'models/history.sql': "select * from {{ source('raw', 'history') }}",
  'models/points.sql': "select * from {{ source('raw', 'points') }}",
  'models/by_hand.sql': "{{ training_set(ref('points'), [{'view': ref('applicants'), 'features': ['ratio']}]) }}",
  'models/all.yml': `
sources:
  - name: raw
    tables:
      - name: history
        config: {static: true}
      - name: payments
        config: {entity: [payer], event_time: paid_at, knowledge_time: known_at}
      - name: points
        config: {static: true}
models:
  - name: history
    config: {entity: [applicant], event_time: seen_at, knowledge_time: known_at, tie_break: [id]}
  - name: points
    config: {entity: [applicant], event_time: predicted_at, label: is_default}
entities:
  - {name: applicant, keys: [applicant]}
feature_views:
  - name: applicants
    entity: applicant
    model: history
    ttl: 90 minutes
    config: {materialized: view}
    data_tests: [no_skew]
    features:
      - {name: income, dtype: numeric}
      - {name: ever_income, column: income, ttl: 99999 days, nulls: {fill: -1}}
      - {name: debt}
      - {name: ratio, expression: "round(debt / nullif(income, 0), 2)", nulls: {fill: 0}}
      - {name: twice, expression: 2 * ratio}
  - name: payers
    entity: [payer]
    model: source('raw', 'payments')
    config: {materialized: view}
    data_tests: [no_skew]
    features:
      - {name: paid, function: sum, column: amount, window: 60 minutes, where: "status = 'settled'", nulls: {fill: 0}}
      - {name: payments, function: count, column: "*", window: 120 minutes}
      - {name: largest, function: max, column: amount * 2, window: 60 minutes}
      - {name: share, expression: "paid::numeric / nullif(payments, 0)"}
training_sets:
  - name: examples
    spine: points
    config: {materialized: view}
    feature_views: [applicants, {name: payers, entity: {applicant: payer}, prefix: pay_}]
`,
}

interface Seen {
  readonly applicant: number | null
  readonly seen: number
  readonly known: number | null
  readonly income: number | null
  readonly debt: number | null
}

interface Paid {
  readonly payer: number | null
  readonly paid: number
  readonly known: number | null
  readonly amount: number | null
  readonly status: 'settled' | 'failed'
}

interface Point {
  readonly applicant: number | null
  readonly at: number
}

const who = fc.option(fc.integer({ min: 1, max: 2 }), { freq: 12 })
const minute = fc.integer({ min: -200, max: 20 })
const known = fc.option(fc.integer({ min: -200, max: 20 }), { freq: 10 })
const amount = fc.option(fc.integer({ min: 0, max: 9 }), { freq: 8 })
const seen = fc.record({ applicant: who, seen: minute, known, income: amount, debt: amount })
const status = fc.constantFrom('settled' as const, 'failed' as const)
const paid = fc.record({ payer: who, paid: minute, known, amount, status })
const point = fc.record({ applicant: who, at: minute })
const DATA = fc.record({
  history: fc.array(seen, { maxLength: 12 }),
  payments: fc.array(paid, { maxLength: 12 }),
  points: fc.array(point, { minLength: 1, maxLength: 5 }),
})

/** The obvious way: every row is asked whether it may be used. */
function latest(rows: readonly Seen[], applicant: number | null, at: number, ttl: number): Seen | undefined {
  return rows
    .map((row, id) => ({ ...row, id }))
    .filter((row) => row.applicant !== null && row.applicant === applicant)
    .filter((row) => row.seen <= at && row.known !== null && row.known <= at && row.seen >= at - ttl)
    .sort((a, b) => b.seen - a.seen || (b.known ?? 0) - (a.known ?? 0) || b.id - a.id)[0]
}

function applicantFeatures(rows: readonly Seen[], applicant: number | null, at: number): readonly (string | null)[] {
  const row = latest(rows, applicant, at, 90)
  const ever = latest(rows, applicant, at, 1e9)?.income ?? -1
  const [income, debt] = [row?.income ?? null, row?.debt ?? null]
  const ratio = income === null || debt === null || income === 0 ? 0 : Math.round((debt / income) * 100) / 100
  return [income, ever, debt, ratio, 2 * ratio].map(shown)
}

function payerFeatures(rows: readonly Paid[], payer: number | null, at: number): readonly (string | null)[] {
  const usable = (window: number) =>
    rows.filter(
      (row) =>
        row.payer !== null &&
        row.payer === payer &&
        row.paid < at &&
        row.paid >= at - window &&
        row.known !== null &&
        row.known <= at,
    )
  const settled = usable(60).flatMap((row) => (row.status === 'settled' && row.amount !== null ? [row.amount] : []))
  const amounts = usable(60).flatMap(({ amount }) => (amount === null ? [] : [2 * amount]))
  const total = settled.reduce((sum, one) => sum + one, 0)
  const count = usable(120).length
  return [total, count, amounts.length === 0 ? null : Math.max(...amounts), count === 0 ? null : total / count].map(
    shown,
  )
}

function shown(value: number | null): string | null {
  return value === null ? null : String(Math.round(value * 1e6) / 1e6)
}

function same(cells: readonly (string | null)[]): readonly (string | null)[] {
  return cells.map((cell) => shown(cell === null ? null : Number(cell)))
}

let db: TestDatabase
let project: RunnableProject

beforeAll(async () => {
  db = await withDatabase()
  await using session = await db.warehouse.open()
  await session.statements(RAW)
  project = await runnable(db, PROJECT)
  expect((await project.run('build')).problems).toEqual([])
})

afterAll(async () => {
  await project[Symbol.asyncDispose]()
  await db[Symbol.asyncDispose]()
})

/** Minutes from the start of the statements on: what lies at 0 is there now, what lies later is not yet. */
function rowsOf(table: string, rows: readonly (readonly (string | number | null)[])[]): string {
  const values = rows.map((row) => `(${row.map((cell) => cell ?? 'null').join(', ')})`)
  return rows.length === 0 ? '' : `insert into raw.${table} values ${values.join(', ')};`
}

function minuteAt(minutes: number | null): string | null {
  return minutes === null ? null : `(select t from moment) + interval '${minutes} minutes'`
}

function fill({
  history,
  payments,
  points,
}: {
  history: readonly Seen[]
  payments: readonly Paid[]
  points: readonly Point[]
}) {
  return `
truncate raw.history, raw.payments, raw.points;
drop table if exists moment; create temporary table moment as select date_trunc('minute', now()) as t;
${rowsOf(
  'history',
  history.map((row, id) => [id, row.applicant, minuteAt(row.seen), minuteAt(row.known), row.income, row.debt]),
)}
${rowsOf(
  'payments',
  payments.map((row, id) => [id, row.payer, minuteAt(row.paid), minuteAt(row.known), row.amount, `'${row.status}'`]),
)}
${rowsOf(
  'points',
  points.map((row) => [row.applicant, minuteAt(row.at), 'true']),
)}
`
}

const minutesSince = (column: string): string => `round(extract(epoch from ${column} - (select t from moment)) / 60)`

test('a training set is what an obvious reading of both clocks gives, for any data', async () => {
  await using session = await db.warehouse.open()
  await fc.assert(
    fc.asyncProperty(DATA, async (data) => {
      const query = `select applicant, ${minutesSince('predicted_at')}, income, ever_income, debt, ratio, twice,
        pay_paid, pay_payments, pay_largest, pay_share from analytics.examples order by 1, 2`
      const rows = (await session.statements(`${fill(data)} ${query}`)).at(-1)?.rows ?? []
      const expected = data.points.map(({ applicant, at }) => [
        shown(applicant),
        shown(at),
        ...applicantFeatures(data.history, applicant, at),
        ...payerFeatures(data.payments, applicant, at),
      ])
      const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
      expect(rows.map(same).sort(byText)).toEqual(expected.sort(byText))
    }),
    { numRuns: 60 },
  )
})

test('online, each entity of which something is known has the features that training would read at that moment', async () => {
  await using session = await db.warehouse.open()
  await fc.assert(
    fc.asyncProperty(DATA, async (data) => {
      await session.statements(fill(data))
      const ask = async (sql: string) => ((await session.statements(sql)).at(-1)?.rows ?? []).map(same)
      // The test began within the minute 0, so that what lies at 0 was known and what lies at 1 was not.
      const applicants = new Set(
        data.history.flatMap(({ applicant, seen: at, known: from }) =>
          applicant !== null && at <= 0 && from !== null && from <= 0 ? [applicant] : [],
        ),
      )
      const online = await ask(
        'select applicant, income, ever_income, debt, ratio, twice from analytics.applicants order by 1',
      )
      expect(online).toEqual(
        [...applicants].sort().map((id) => [shown(id), ...applicantFeatures(data.history, id, 0.5)]),
      )
      const again = await ask(`truncate raw.points;
        insert into raw.points select applicant, features_as_of, true from analytics.applicants;
        select applicant, income, ever_income, debt, ratio, twice from analytics.examples order by 1`)
      expect(again).toEqual(online)
      const payers = await ask('select payer, paid, payments, largest, share from analytics.payers order by 1')
      for (const [payer, ...features] of payers)
        expect(features).toEqual(payerFeatures(data.payments, Number(payer), 0.5))
    }),
    { numRuns: 30 },
  )
})

describe.each(['PostgreSQL', 'PGlite'])('on %s', (kind) => {
  const SHOP = {
    'models/history.sql': `{{ config(materialized='table') }}
      select 1 as applicant, 100 as income, timestamptz '2026-01-01' as seen_at, timestamptz '2026-01-02' as known_at
      union all select 1, 120, '2026-02-01', '2026-02-02' union all select 2, 80, '2026-02-01', '2026-02-01'`,
    'models/points.sql':
      "select 1 as applicant, timestamptz '2026-02-01 12:00' as asked_at, true as is_default, 7 as income",
    'models/all.yml': `
models:
  - name: history
    config: {entity: [applicant], event_time: seen_at, knowledge_time: known_at}
  - name: points
    columns: [{name: income}]
    config: {entity: [applicant], event_time: asked_at, label: is_default}
`,
  }
  const views = (features: string, more = ''): string =>
    `feature_views:\n  - name: applicants\n    entity: [applicant]\n    model: history\n    data_tests: [no_skew]\n    features:\n${features}${more}`
  const set = (views: string): string =>
    `training_sets: [{name: examples, spine: points, feature_views: [${views}], config: {materialized: table}}]\n`

  async function shop(files: Readonly<Record<string, string>>) {
    const database = kind === 'PGlite' ? { warehouse: withEmbedded() } : await withDatabase()
    const project = await runnable(database, { ...SHOP, ...files })
    return {
      project,
      async [Symbol.asyncDispose]() {
        await project[Symbol.asyncDispose]()
        if ('url' in database) await database[Symbol.asyncDispose]()
        else await database.warehouse.close()
      },
    }
  }

  test('the online side is one row an entity, and follows its features and its data', async () => {
    await using made = await shop({
      'models/f.yml': views('      - {name: income}\n', set('{name: applicants, prefix: a_}')),
    })
    const { project } = made
    expect((await project.run('build')).problems).toEqual([])
    expect(await project.sql('select applicant, income from analytics.applicants order by 1')).toEqual([
      ['1', '120'],
      ['2', '80'],
    ])
    expect(await project.sql('select applicant, is_default::text, a_income from analytics.examples')).toEqual([
      ['1', 'true', '100'],
    ])
    await project.folder.write(
      'models/f.yml',
      views('      - {name: income}\n      - {name: double, expression: 2 * income}\n'),
    )
    expect((await project.run('build', { select: ['feature_view:applicants'] })).problems).toEqual([])
    expect(await project.sql('select applicant, income, double from analytics.applicants order by 1')).toEqual([
      ['1', '120', '240'],
      ['2', '80', '160'],
    ])
    // A value that is written over has not been known: training would read what is there now.
    await project.sql('update analytics.history set income = 1000 where income = 80')
    const skewed = await project.run('test')
    expect(skewed.lines).toEqual(['no_skew_applicants_: fail Got 1 result, configured to fail if != 0'])
    expect((await project.run('build', { select: ['feature_view:applicants'] })).problems).toEqual([])
  })

  test('what PostgreSQL objects to is told of the feature', async () => {
    await using made = await shop({
      'models/f.yml': `feature_views:
  - name: applicants
    entity: [applicant]
    model: history
    features:
      - {name: sums, function: sum, column: income, window: 1 day, where: income > 0}
      - {name: earned, column: incme}
  - name: computed
    entity: [applicant]
    model: history
    features:
      - {name: earned, column: income}
      - {name: ratio, expression: earned / detb}
  - {name: typed, entity: [applicant], model: history, features: [{name: income, dtype: numbr}]}
`,
    })
    const { problems } = await made.project.run('run')
    expect(problems.map((line) => line.replace(/ \(.*/, '')).sort()).toEqual([
      'database models/f.yml:13:9 column "detb" does not exist',
      'database models/f.yml:14:67 type "numbr" does not exist',
      'database models/f.yml:7:9 column f.incme does not exist',
    ])
  })

  test('what PostgreSQL refuses without a word of the place is told of the entry', async () => {
    await using made = await shop({
      'models/f.yml': `feature_views:
  - name: applicants
    entity: [applicant]
    model: history
    features:
      - {name: income}
      - {name: ratio, expression: 1 / (income - income)}
  - {name: twice, entity: [applicant], model: history, config: {indexes: [{columns: [nowhere]}]}, features: [{name: income}]}
`,
    })
    const { problems } = await made.project.run('run')
    expect(problems.map((line) => line.replace(/ \(.*/, '')).sort()).toEqual([
      'database models/f.yml:2:11 division by zero',
      'database models/f.yml:8:12 column "nowhere" does not exist',
    ])
  })

  test('an expression sees the features above it alone, and no column of the spine that has the name', async () => {
    await using made = await shop({
      'models/f.yml': views(
        '      - {name: pay, column: income}\n      - {name: double, expression: 2 * income}\n',
        set('{name: applicants, prefix: a_}'),
      ),
    })
    const { problems } = await made.project.run('run', { select: ['history', 'points', 'examples'] })
    expect(problems).toEqual([
      'database models/f.yml:8:9 column reference "income" is ambiguous (an expression sees the features above it and features_as_of, and nothing else: is the name misspelt?)',
    ])
  })

  test('a column that comes twice is refused with both origins, in the training set', async () => {
    await using made = await shop({
      'models/f.yml': views('      - {name: income}\n', set('applicants')),
    })
    const ran = await made.project.run('run')
    expect(ran.problems).toEqual([
      "compilation models/f.yml:8:24 training_set in training set examples: the column 'income' would come twice: from the spine (model points) and from feature view applicants. Give one of them a prefix, prefix='…', or leave it out of columns.",
    ])
  })
})

test('leakage of a training set is found where it begins, behind its feature view', async () => {
  await using database = await withDatabase()
  await using session = await database.warehouse.open()
  await session.statements(`create schema raw; create table raw.seen as
    select i % 4 as applicant, 100 * i as income, timestamptz '2026-01-01' + i * interval '1 day' as seen_at
    from generate_series(1, 40) as i`)
  const over = (columns: string) => `select applicant, seen_at, ${columns} from {{ source('raw', 'seen') }}`
  await using folder = await withFiles({
    'models/clean.sql': over('income'),
    'models/leaky.sql': over('avg(income) over (partition by applicant) as income'),
    'models/points.sql': over('income > 2000 as is_rich'),
    'models/all.yml': `
sources: [{name: raw, tables: [{name: seen, config: {entity: [applicant], event_time: seen_at, availability_delay: 0}}]}]
models:
  - {name: clean, config: &clocks {entity: [applicant], event_time: seen_at, availability_delay: 0}}
  - {name: leaky, config: *clocks}
  - {name: points, config: {entity: [applicant], event_time: seen_at, availability_delay: 0, label: is_rich}}
feature_views:
  - {name: fine, entity: [applicant], model: clean, features: [{name: income}]}
  - {name: foul, entity: [applicant], model: leaky, features: [{name: income}]}
training_sets:
  - {name: good, spine: points, feature_views: [fine], config: {materialized: table}}
  - {name: bad, spine: points, feature_views: [foul], config: {materialized: table}}
`,
  })
  const loaded = await load(folder, { environment: { DATABASE_URL: database.url } })
  const { models } = await leakage({
    ...loaded,
    graph: buildGraph(loaded.manifest),
    warehouse: database.warehouse,
    ids: [...loaded.manifest.nodes.values()].flatMap(({ id, name }) => (['good', 'bad'].includes(name) ? [id] : [])),
    cuts: 6,
    at: [],
    modes: ['truncate'],
    threads: 2,
  })
  const found = models.map(({ name, verdict, firstAncestor, path, differences }) => ({
    name,
    verdict,
    firstAncestor,
    path,
    columns: [...new Set(differences.flatMap(({ columns }) => columns))],
  }))
  expect(found).toEqual([
    { name: 'bad', verdict: 'leak', firstAncestor: 'leaky', path: ['leaky', 'foul', 'bad'], columns: ['income'] },
    { name: 'good', verdict: 'clean', firstAncestor: null, path: [], columns: [] },
  ])
})
