import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, withDatabase } from '../../with-database.ts'
import { withEmbedded } from '../../with-embedded.ts'
import { compiledCalls } from './compiled.ts'
import { asTables, HOUR, histories, spines } from './generated.ts'
import { type Asked, inWindow, type Options, type Told } from './reference.ts'

interface Call {
  readonly words: string
  readonly options: Options & { readonly includeCurrent?: boolean }
  readonly strategies?: readonly string[]
}

const CALLS: Readonly<Record<string, Call>> = {
  both_clocks: { words: "knowledge_time='known'", options: { clock: 'known' } },
  with_current: {
    words: "knowledge_time='known', include_current=true",
    options: { clock: 'known', includeCurrent: true },
  },
  at_once: { words: 'availability_delay=0', options: { clock: { delay: 0 } } },
  at_once_with_current: {
    words: 'availability_delay=0, include_current=true',
    options: { clock: { delay: 0 }, includeCurrent: true },
  },
  delayed: { words: "availability_delay='2 hours'", options: { clock: { delay: 2 * HOUR } } },
  corrected: {
    words: "knowledge_time='known', event_key='event', tie_break='seq'",
    options: { clock: 'known', eventKey: true, tieBreak: 'seq' },
    strategies: ['lateral'],
  },
}

const WINDOWS = { '1 hour': HOUR, '24 hours': 24 * HOUR, '2 days': 48 * HOUR }
const FUNCTIONS = ['sum', 'avg', 'stddev', 'min', 'max', 'count'] as const
const RUNS = { numRuns: 60, seed: 20250330 }

let db: TestDatabase
let compiled: ReadonlyMap<string, string>

const strategiesOf = ({ strategies = ['lateral', 'carry_forward'] }: Call): readonly string[] => strategies

beforeAll(async () => {
  db = await withDatabase()
  const aggregations = [
    ...FUNCTIONS.map((name) => `{'function': '${name}', 'column': 'value'}`),
    `{'function': 'count', 'column': '*'}`,
    `{'function': 'sum', 'column': 'value * 2', 'where': "tie <> 'a'", 'name': 'some'}`,
  ]
  const calls = Object.entries(CALLS).flatMap(([name, call]) =>
    strategiesOf(call).map((strategy) => [
      `${name}_${strategy}`,
      `rolling_features(source('made', 'asked'), source('made', 'told'), aggregations=[${aggregations.join(', ')}], ` +
        `windows=${JSON.stringify(Object.keys(WINDOWS))}, strategy='${strategy}', ${call.words})`,
    ]),
  )
  const doubles = ['lateral', 'carry_forward'].map((strategy) => [
    `special_${strategy}`,
    `rolling_features(source('made', 'asked'), source('made', 'told'), aggregations=[${['sum', 'avg', 'stddev', 'count']
      .map((name) => `{'function': '${name}', 'column': 'value'}`)
      .join(', ')}], windows=['1 hour', '24 hours'], strategy='${strategy}', availability_delay=0)`,
  ])
  compiled = await compiledCalls(Object.fromEntries([...calls, ...doubles]))
})

afterAll(() => db[Symbol.asyncDispose]())

describe('each spine row gets aggregates over what had happened, was known and stood', () => {
  test.each(Object.entries(CALLS))('%s', async (name, call) => {
    await using session = await db.warehouse.open()
    await session.statements("set time zone 'Europe/Berlin'")
    const check = fc.asyncProperty(spines, histories, async (asked, told) => {
      const expected = asked.map((row) => [row.id, ...answers(row, told, call)])
      for (const strategy of strategiesOf(call)) {
        const { rows } = await session.query(
          `with ${asTables(asked, told)} select * from (${compiled.get(`${name}_${strategy}`)}) as rolled order by id`,
          [],
        )
        expect(
          rows.map(([id, , , , ...values]) => [Number(id), ...values.map(rounded)]),
          strategy,
        ).toEqual(expected)
      }
    })
    await fc.assert(check, RUNS)
  })
})

test('sums that run over NaN and infinity give what looking up gives, in the same types', async () => {
  await using session = await db.warehouse.open()
  const number = fc.constantFrom('1.5', '-2', 'NaN', 'Infinity', '-Infinity')
  const check = fc.asyncProperty(
    spines,
    histories,
    fc.array(number, { minLength: 25, maxLength: 25 }),
    async (asked, told, doubles) => {
      const values = doubles.map((value, i) => `when ${i} then '${value}'::float8`).join(' ')
      const tables = asTables(asked, told).replace('told (', 'written (')
      const read = async (strategy: string) =>
        (
          await session.query(
            `with ${tables}, told as (select seq, a, b, happened, case seq ${values} end as value from written)
          select rolled.*, pg_typeof(sum_value_1_hour), pg_typeof(avg_value_1_hour), pg_typeof(count_value_1_hour)
          from (${compiled.get(`special_${strategy}`)}) as rolled order by id`,
            [],
          )
        ).rows.map((row) =>
          row.map((cell) => (cell !== null && /^-?\d+\.\d{9}/.test(cell) ? Number(cell).toFixed(9) : cell)),
        )
      expect(await read('carry_forward')).toEqual(await read('lateral'))
    },
  )
  await fc.assert(check, RUNS)
})

test('the embedded database sweeps and looks up alike', async () => {
  await using embedded = withEmbedded()
  await using session = await embedded.open()
  const check = fc.asyncProperty(spines, histories, async (asked, told) => {
    const [lateral, swept] = await Promise.all(
      ['lateral', 'carry_forward'].map((strategy) =>
        session.query(
          `with ${asTables(asked, told)} select * from (${compiled.get(`both_clocks_${strategy}`)}) as rolled order by id`,
          [],
        ),
      ),
    )
    expect(swept?.rows.map((row) => row.slice(4).map(rounded))).toEqual(
      lateral?.rows.map((row) => row.slice(4).map(rounded)),
    )
  })
  await fc.assert(check, { ...RUNS, numRuns: 10 })
})

/** In the order of the call: each aggregation, by window. */
function answers(row: Asked, told: readonly Told[], { options }: Call): readonly (number | null)[] {
  const over = (of: (events: readonly Told[]) => number | null): readonly (number | null)[] =>
    Object.values(WINDOWS).map((window) => of(inWindow(row, told, window, options)))
  return [
    ...FUNCTIONS.flatMap((name) => over((events) => aggregate(name, valuesOf(events)))),
    ...over((events) => events.length),
    ...over((events) =>
      aggregate(
        'sum',
        valuesOf(events.filter(({ tie }) => tie !== null && tie !== 'a')).map((value) => value * 2),
      ),
    ),
  ]
}

function valuesOf(events: readonly Told[]): readonly number[] {
  return events.flatMap(({ value }) => value ?? [])
}

function aggregate(name: (typeof FUNCTIONS)[number], values: readonly number[]): number | null {
  const sum = values.reduce((total, value) => total + value, 0)
  const mean = sum / values.length
  if (name === 'count') return values.length
  if (values.length === 0) return null
  switch (name) {
    case 'sum':
      return sum
    case 'avg':
      return Number(mean.toFixed(9)) + 0
    case 'min':
      return Math.min(...values)
    case 'max':
      return Math.max(...values)
    case 'stddev': {
      const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0)
      return values.length === 1 ? null : Number(Math.sqrt(squares / (values.length - 1)).toFixed(9))
    }
  }
}

function rounded(cell: string | null): number | null {
  return cell === null ? null : Number(Number(cell).toFixed(9)) + 0
}
