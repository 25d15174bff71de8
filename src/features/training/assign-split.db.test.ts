import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCompiler, NO_DATABASE } from '../../assay.ts'
import type { NodeScope } from '../../compile/node-scope.ts'
import type { Splits } from '../../resources/training-set.ts'
import { load, withFiles } from '../../testing/load-project.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'
import type { DescribedSet } from './described-set.ts'
import { before, readLength } from './lengths.ts'
import { dayText, laySpans, momentText, type Span } from './spans.ts'
import { versionSql } from './version-sql.ts'

let database: TestDatabase
let scope: NodeScope
beforeAll(async () => {
  database = await withDatabase()
  await using folder = await withFiles({})
  const { project, manifest, invocation } = await load(folder)
  scope = createCompiler(project, manifest, invocation).operationScope({
    connection: NO_DATABASE,
    threadId: 'Thread-1',
  })
})
afterAll(() => database[Symbol.asyncDispose]())

interface Row {
  readonly id: number
  readonly time: Date | null
  readonly known: Date | null
  readonly customer: string | null
}

/** Row by row, the slow way: the split a row is in, if it is in one. */
function reference(rows: readonly Row[], spans: readonly Span[], asOf: Date, byCustomer: boolean): Map<number, string> {
  const placed = rows.flatMap((row) => {
    const { time } = row
    if (time === null || row.known === null || row.known > asOf) return []
    const place = spans.findIndex(({ start, end }) => time >= start && time < end)
    return place === -1 ? [] : [{ ...row, place }]
  })
  const firstOf = (customer: string): number =>
    Math.min(...placed.filter((row) => row.customer === customer).map(({ place }) => place))
  const kept = placed.filter(({ customer, place }) => !byCustomer || customer === null || place === firstOf(customer))
  return new Map(kept.map(({ id, place }) => [id, spans[place]?.name ?? '']))
}

async function assigned(
  rows: readonly Row[],
  splits: Splits,
  spans: readonly Span[],
  asOf: Date,
  type: string,
  zone: string,
): Promise<Map<number, string>> {
  const set: DescribedSet = {
    name: 'loans',
    entity: ['id'],
    predictionTime: 'time',
    label: [],
    labelObservedAt: 'known',
    splits,
    featureVersion: null,
  }
  const cell = (time: Date | null): string =>
    time === null
      ? 'null::timestamptz'
      : `timestamp '${time.toISOString().slice(0, 23).replace('T', ' ')}' at time zone 'UTC'`
  const values = rows
    .map(
      ({ id, time, known, customer }) =>
        `(${id}, ${cell(time)}, ${cell(known)}, ${customer === null ? 'null' : `'${customer}'`})`,
    )
    .join(',\n')
  const convert = type === 'timestamp with time zone' ? '' : ` at time zone 'UTC'`
  const code = `select id, (time${convert})::${type} as time, known, customer from (values\n${values}\n) as v (id, time, known, customer) -- the rows`
  const sql = await versionSql({ scope }, set, code, spans, asOf)
  await using session = await database.warehouse.open()
  await session.statements(`set time zone '${zone}'`)
  const { columns, rows: found } = await session.query(`select * from (\n${sql}\n) as assigned order by id`, [])
  expect(columns.map(({ name }) => name)).toEqual(['id', 'time', 'known', 'customer', 'split'])
  expect(new Set(found.map(([id]) => id)).size).toBe(found.length)
  return new Map(found.map((row) => [Number(row[0]), row[4] ?? '']))
}

const cases = fc.record({
  names: fc.uniqueArray(fc.constantFrom('train', 'validation', 'test', "o'clock", 'out of time'), { minLength: 1 }),
  length: fc.constantFrom('1 month', '2 months', '10 days', '1 week'),
  labelLag: fc.constantFrom(null, '1 month', '3 days'),
  embargo: fc.constantFrom(null, '2 days', '1 month'),
  byCustomer: fc.boolean(),
  zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Auckland'),
  type: fc.constantFrom('timestamp with time zone', 'timestamp without time zone', 'date'),
  // Around the days on which clocks are put forward and back.
  asOf: fc.constantFrom('2026-03-29', '2026-04-30', '2026-10-25', '2026-12-01', '2024-03-01'),
  rows: fc.array(
    fc.record({
      /** Relative to an edge of a span: that edge, a millisecond beside it, or some days away. */
      edge: fc.nat({ max: 9 }),
      away: fc.constantFrom(0, -1, 1, 3_600_000, -7_200_000, 86_400_000, -172_800_000, 20 * 86_400_000),
      isTimeless: fc.boolean(),
      known: fc.constantFrom('long ago', 'in time', 'just after', 'never'),
      customer: fc.constantFrom('a', 'b', 'c', null),
    }),
    { minLength: 1, maxLength: 25 },
  ),
})

test('rows get the split that a slow reference gives them, in any time zone and type of time', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ names, length, labelLag, embargo, byCustomer, zone, type, ...drawn }) => {
      const asOf = new Date(`${drawn.asOf}T00:00:00Z`)
      const splits: Splits = {
        spans: names.map((name) => ({ name, length })),
        labelLag,
        embargo,
        asOf: null,
        group: byCustomer ? ['customer'] : [],
      }
      const spans = laySpans('loans', splits, asOf)
      const edges = spans.flatMap(({ start, end }) => [start, end])
      const rows = drawn.rows.map(({ edge, away, isTimeless, known, customer }, id): Row => {
        const exact = new Date((edges[edge % edges.length] ?? asOf).getTime() + away)
        // Of a date there is only its midnight.
        const time = type === 'date' ? new Date(`${dayText(exact)}T00:00:00Z`) : exact
        const moment = { 'long ago': time, 'in time': asOf, 'just after': new Date(asOf.getTime() + 1), never: null }[
          known
        ]
        return { id, time: isTimeless && away === 0 && edge === 9 ? null : time, known: moment, customer }
      })
      const expected = reference(rows, spans, asOf, byCustomer)
      const found = await assigned(rows, splits, spans, asOf, type, zone)
      expect([...found].sort(([a], [b]) => a - b)).toEqual([...expected].sort(([a], [b]) => a - b))
    }),
    { numRuns: 300 },
  )
})

describe('lengths are PostgreSQL’s', () => {
  test('a midnight less months and days is what PostgreSQL makes of it', async () => {
    const drawn = fc.record({
      day: fc.date({ min: new Date('1999-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      months: fc.nat({ max: 40 }),
      days: fc.nat({ max: 400 }),
    })
    const samples = fc.sample(drawn, { numRuns: 500, seed: 7 })
    await using session = await database.warehouse.open()
    const expressions = samples.map(
      ({ day, months, days }) =>
        `to_char(timestamp '${dayText(day)}' - interval '${months} months' - interval '${days} days', 'YYYY-MM-DD')`,
    )
    const { rows } = await session.query(`select unnest(array[${expressions.join(', ')}])`, [])
    const own = samples.map(({ day, months, days }) => {
      const midnight = new Date(`${dayText(day)}T00:00:00Z`)
      return dayText(before(midnight, readLength(`${months} months ${days} days`) ?? { months: 0, days: 0 }))
    })
    expect(rows.map(([text]) => text)).toEqual(own)
  })
})

test('the SQL has the moments written out, and the rows as they were given', async () => {
  const splits: Splits = {
    spans: [
      { name: 'train', length: '2 months' },
      { name: 'test', length: '1 month' },
    ],
    labelLag: null,
    embargo: null,
    asOf: null,
    group: ['customer_id'],
  }
  const asOf = new Date('2026-04-15T00:00:00Z')
  const set: DescribedSet = {
    name: 'loans',
    entity: [],
    predictionTime: 'asked_at',
    label: [],
    labelObservedAt: 'known_at',
    splits,
    featureVersion: null,
  }
  expect(momentText(asOf)).toBe('2026-04-15 00:00:00+00')
  expect(await versionSql({ scope }, set, 'select * from loans', laySpans('loans', splits, asOf), asOf)).toBe(
    `with placed as (
select
  given.*,
  case
    when given."asked_at" >= '2026-01-01 00:00:00+00' and given."asked_at" < '2026-03-01 00:00:00+00' then 'train'
    when given."asked_at" >= '2026-03-01 00:00:00+00' and given."asked_at" < '2026-04-01 00:00:00+00' then 'test'
  end as "split"
from (
select * from loans
) as given
where ((given."asked_at" >= '2026-01-01 00:00:00+00' and given."asked_at" < '2026-03-01 00:00:00+00')
    or (given."asked_at" >= '2026-03-01 00:00:00+00' and given."asked_at" < '2026-04-01 00:00:00+00'))
  and given."known_at" <= '2026-04-15 00:00:00+00'
),
first_seen as (
  select "customer_id", min(array_position(array['train', 'test'], "split")) as place
  from placed
  group by "customer_id"
)
select placed.*
from placed
left join first_seen on first_seen."customer_id" = placed."customer_id"
where coalesce(first_seen.place = array_position(array['train', 'test'], placed."split"), true)`,
  )
})
