import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
