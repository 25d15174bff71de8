import { expect, test } from 'vitest'
import { createCompiler, type RunResults, run } from '../../assay.ts'
import { buildGraph } from '../../graph/graph.ts'
import { load, withFiles } from '../../testing/load-project.ts'
import { withDatabase } from '../../testing/with-database.ts'
import { withEmbedded } from '../../testing/with-embedded.ts'
import type { Warehouse } from '../../warehouse/warehouse.ts'
import type { ModelVerdict } from './leakage.ts'

const CLOCKS = 'entity: [who], event_time: day, availability_delay: 0'
const FILES = {
  'project.yml': 'name: shop\n',
  'seeds/sales.csv': 'who,day,amount\n1,2026-01-01,10\n1,2026-01-02,20\n1,2026-01-03,60\n',
  'seeds/sales.yml': `seeds: [{name: sales, config: {${CLOCKS}}}]\n`,
  'models/models.yml': `models:
  - {name: so_far, config: {${CLOCKS}, leakage: {test: true}}}
  - {name: share, config: {${CLOCKS}, leakage: {test: {mode: truncate}}}}
`,
  'models/so_far.sql': "select who, day, sum(amount) over (order by day) as spent from {{ ref('sales') }}",
  'models/share.sql': "select who, day, amount * 1.0 / sum(amount) over () as share from {{ ref('sales') }}",
}

interface Built extends RunResults {
  readonly verdicts: readonly ModelVerdict[]
}

interface Where {
  readonly warehouse: Warehouse
  readonly url?: string
}

async function build({ warehouse, url }: Where, threads: number, abortAt?: string, more = {}): Promise<Built> {
  await using project = await withFiles({ ...FILES, ...more })
  const {
    manifest,
    invocation,
    project: read,
  } = await load(project, { environment: url === undefined ? {} : { DATABASE_URL: url } })
  const ids = [...manifest.nodes.keys()]
  const verdicts: ModelVerdict[] = []
  const stop = new AbortController()
  const results = await run({
    manifest,
    graph: buildGraph(manifest),
    compiler: createCompiler(read, manifest, invocation, { selected: ids }),
    warehouse,
    ids,
    threads,
    testsBlock: true,
    leakageFound: (verdict) => verdicts.push(verdict),
    emit: (event) => {
      if (event.kind === 'node-executing' && event.id.includes(`.${abortAt}.`)) stop.abort()
    },
    signal: stop.signal,
  })
  return { ...results, verdicts }
}

const statusOf = ({ results }: RunResults, name: string) =>
  results.find(({ id }) => id.split('.')[2] === name)?.status ?? null

async function scratchIn(warehouse: Warehouse): Promise<number> {
  await using session = await warehouse.open()
  const { rows } = await session.query("select count(*) from pg_namespace where nspname like 'assay%'", [])
  return Number(rows[0]?.[0])
}

test('the tests share the only session of the embedded database with the run', async () => {
  await using warehouse = withEmbedded()
  const built = await build({ warehouse }, 4)
  expect([statusOf(built, 'leakage_so_far'), statusOf(built, 'leakage_share')]).toEqual(['pass', 'fail'])
  expect(built.verdicts.map(({ name, verdict }) => [name, verdict]).sort()).toEqual([
    ['share', 'leak'],
    ['so_far', 'clean'],
  ])
  expect(await scratchIn(warehouse)).toBe(0)
})

test('more tests than sessions do not wait for one another for ever', async () => {
  await using database = await withDatabase()
  const built = await build(database, 8)
  expect([statusOf(built, 'leakage_so_far'), statusOf(built, 'leakage_share')]).toEqual(['pass', 'fail'])
})

test('one that is stopped is cancelled, gives no verdict, and leaves nothing behind', async () => {
  await using database = await withDatabase()
  const built = await build(database, 1, 'leakage_so_far')
  const cancelled = built.results.find(({ id }) => id.includes('.leakage_so_far.'))
  expect([cancelled?.status, cancelled?.diagnostics[0]?.code]).toEqual(['error', 'cancelled'])
  expect([built.interrupted, built.verdicts.some(({ name }) => name === 'so_far')]).toEqual([true, false])
  expect(await scratchIn(database.warehouse)).toBe(0)
})

async function onEmbedded() {
  const warehouse = withEmbedded()
  return { warehouse, [Symbol.asyncDispose]: (): PromiseLike<void> => warehouse[Symbol.asyncDispose]() }
}

const STORED = {
  'models/models.yml': `models:
  - {name: so_far, config: {${CLOCKS}, leakage: {test: {store_failures: true, at: 2026-01-02}}}}
  - {name: share, config: {${CLOCKS}}, data_tests: [{leakage: {name: shares, arguments: {at: 2026-01-02, mode: truncate}, config: {store_failures: true}}}]}
`,
}

test.each([
  ['PostgreSQL', () => withDatabase()],
  ['PGlite', onEmbedded],
])(
  'with store_failures all rows that leaked are kept, on %s, and those of the run before no more',
  async (_on, open) => {
    await using database = await open()
    const { warehouse } = database
    const kept = async (test: string) => {
      await using session = await warehouse.open()
      const sql = `select mode, cut::date, key->>'who', (key->>'day')::date, before, after from analytics_dbt_test__audit.${test}`
      return (await session.query(`${sql} order by mode, cut, key`, [])).rows
    }
    for (let again = 0; again < 2; again++) await build(database, 2, undefined, STORED)
    expect(await kept('shares')).toEqual([
      [
        'truncate',
        '2026-01-02',
        '1',
        '2026-01-01',
        '{"share": 0.11111111111111111111}',
        '{"share": 0.33333333333333333333}',
      ],
      [
        'truncate',
        '2026-01-02',
        '1',
        '2026-01-02',
        '{"share": 0.22222222222222222222}',
        '{"share": 0.66666666666666666667}',
      ],
    ])
    expect(await kept('leakage_so_far')).toEqual([])
  },
)
