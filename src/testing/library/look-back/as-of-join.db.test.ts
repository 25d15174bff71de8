import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Warehouse } from '../../../assay.ts'
import { type TestDatabase, withDatabase } from '../../with-database.ts'
import { withEmbedded } from '../../with-embedded.ts'
import { compiledCalls } from './compiled.ts'
import { asTables, HOUR, histories, spines } from './generated.ts'
import { latest, type Options } from './reference.ts'

interface Call {
  /** What follows the spine and the features in the call. */
  readonly words: string
  readonly options: Options
  readonly features?: string
  readonly strategies?: readonly string[]
}

const CALLS: Readonly<Record<string, Call>> = {
  both_clocks: { words: "knowledge_time='known'", options: { clock: 'known' } },
  tie_break: { words: "knowledge_time='known', tie_break='tie'", options: { clock: 'known', tieBreak: 'tie' } },
  at_once: { words: 'availability_delay=0', options: { clock: { delay: 0 } } },
  delayed: {
    words: "availability_delay='1 hour', tie_break='tie'",
    options: { clock: { delay: HOUR }, tieBreak: 'tie' },
  },
  time_to_live: { words: "knowledge_time='known', ttl='1 day'", options: { clock: 'known', ttl: 24 * HOUR } },
  short_lived: { words: "availability_delay='1 hour', ttl='1 hour'", options: { clock: { delay: HOUR }, ttl: HOUR } },
  before_only: {
    words: "knowledge_time='known', allow_exact_matches=false",
    options: { clock: 'known', exact: false },
  },
  before_only_at_once: {
    words: "availability_delay=0, allow_exact_matches=false, tie_break='tie'",
    options: { clock: { delay: 0 }, exact: false, tieBreak: 'tie' },
  },
  before_only_delayed: {
    words: "availability_delay='1 hour', allow_exact_matches=false, ttl='2 days'",
    options: { clock: { delay: HOUR }, exact: false, ttl: 48 * HOUR },
  },
  in_advance: {
    words: "tie_break='tie'",
    features: 'ahead',
    options: { clock: 'known', inAdvance: true, tieBreak: 'tie' },
  },
  in_advance_for_a_day: {
    words: "ttl='24 hours'",
    features: 'ahead',
    options: { clock: 'known', inAdvance: true, ttl: 24 * HOUR },
  },
  corrected: {
    words: "knowledge_time='known', event_key='event', tie_break='seq'",
    options: { clock: 'known', eventKey: true, tieBreak: 'seq' },
    strategies: ['lateral'],
  },
  corrected_and_short_lived: {
    words: "knowledge_time='known', event_key='event', tie_break='seq', ttl='1 day', allow_exact_matches=false",
    options: { clock: 'known', eventKey: true, tieBreak: 'seq', ttl: 24 * HOUR, exact: false },
    strategies: ['lateral'],
  },
}

const RUNS = { numRuns: 60, seed: 20250330 }

let db: TestDatabase
let embedded: Warehouse
let compiled: ReadonlyMap<string, string>

const strategiesOf = ({ strategies = ['lateral', 'carry_forward'] }: Call): readonly string[] => strategies

beforeAll(async () => {
  db = await withDatabase()
  embedded = withEmbedded()
  const single = Object.entries(CALLS).flatMap(([name, call]) =>
    strategiesOf(call).map((strategy) => [
      `${name}_${strategy}`,
      `as_of_join(source('made', 'asked'), source('made', '${call.features ?? 'told'}'), columns=['value'], strategy='${strategy}', ${call.words})`,
    ]),
  )
  const list = Object.entries(CALLS).map(
    ([name, { words, features = 'told' }]) =>
      `dict(relation=source('made', '${features}'), columns=['value'], prefix='${name}_', ${words})`,
  )
  compiled = await compiledCalls({
    ...Object.fromEntries(single),
    list: `as_of_join(source('made', 'asked'), [${list.join(', ')}])`,
  })
})

afterAll(async () => {
  await embedded.close()
  await db[Symbol.asyncDispose]()
})

describe('each spine row gets the latest row that had happened, was known and stood', () => {
  test.each(Object.entries(CALLS))('%s', async (name, call) => {
    await using session = await db.warehouse.open()
    await session.statements("set time zone 'Europe/Berlin'")
    const check = fc.asyncProperty(spines, histories, async (asked, told) => {
      const expected = asked.map((row) => [`${row.id}`, textOf(latest(row, told, call.options)?.value)])
      for (const strategy of strategiesOf(call)) {
        const sql = compiled.get(`${name}_${strategy}`)
        const { rows } = await session.query(
          `with ${asTables(asked, told)} select id, value from (${sql}) as joined order by id`,
          [],
        )
        expect(rows, strategy).toEqual(expected)
      }
    })
    await fc.assert(check, RUNS)
  })
})

test.each(['postgres', 'embedded'] as const)(
  'several relations in one call give what each gives alone, on %s',
  async (kind) => {
    await using session = await (kind === 'postgres' ? db.warehouse : embedded).open()
    await session.statements("set time zone 'Europe/Berlin'")
    const columns = Object.keys(CALLS).map((name) => `${name}_value`)
    const check = fc.asyncProperty(spines, histories, async (asked, told) => {
      const { rows } = await session.query(
        `with ${asTables(asked, told)} select id, ${columns.join(', ')} from (${compiled.get('list')}) as joined order by id`,
        [],
      )
      const expected = asked.map((row) => [
        `${row.id}`,
        ...Object.values(CALLS).map(({ options }) => textOf(latest(row, told, options)?.value)),
      ])
      expect(rows).toEqual(expected)
    })
    await fc.assert(check, { ...RUNS, numRuns: 20 })
  },
)

const textOf = (value: number | null | undefined): string | null => (value == null ? null : `${value}`)
