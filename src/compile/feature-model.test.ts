import { describe, expect, test } from 'vitest'
import { buildGraph, compileNode, createCompiler } from '../assay.ts'
import { AssayError } from '../base/diagnostic.ts'
import { load, oneLine, withFiles } from '../testing/load-project.ts'

const YAML = `sources:
  - name: raw
    tables:
      - name: payments
        config: {entity: [customer_id], event_time: paid_at, knowledge_time: ingested_at}
      - {name: countries, config: {static: true}}
      - name: timeless
`

/** What is wrong with this SQL in a feature model, a line each. */
async function wrong(sql: string, config = "entity=['customer_id'], event_time='as_of'"): Promise<readonly string[]> {
  await using folder = await withFiles({
    'models/sources.yml': YAML,
    'models/f.sql': `{{ config(${config}) }}\n${sql}`,
  })
  const { project, manifest, invocation } = await load(folder)
  buildGraph(manifest)
  const model = [...manifest.nodes.values()].find(({ name }) => name === 'f')
  if (model?.kind !== 'model') throw new Error('there is no model')
  try {
    await compileNode(createCompiler(project, manifest, invocation), model)
    return []
  } catch (error) {
    if (error instanceof AssayError) return error.diagnostics.map((one) => oneLine(one).replace(/ '.*/, ''))
    throw error
  }
}

describe('a feature model that asks for the time of the run is refused where it does', () => {
  test.each([
    ['select now() as a', '2:8'],
    ['select current_date - 1 as a', '2:8'],
    ['select 1 as a where clock_timestamp() > x', '2:21'],
    ["select timestamp 'now' as a", '2:18'],
    ["select 'today'::date as a", '2:8'],
  ])('%s', async (sql, place) => {
    expect(await wrong(sql)).toEqual([`feature-bound-to-run models/f.sql:${place}`])
  })
})

describe('what is drawn by chance is refused', () => {
  test.each(['select random() as a', 'select gen_random_uuid() as a', 'select a from t tablesample system (1)'])(
    '%s',
    async (sql) => {
      expect(await wrong(sql)).toEqual([expect.stringContaining('feature-drawn-by-chance')])
    },
  )
})

describe('the first rows without an order are refused', () => {
  test.each([
    'select a from t limit 3',
    'select a from (select a from t limit 3) as s order by a',
    'select row_number() over (order by a) as a from t limit 3',
    'select a from t fetch first 3 rows only',
    'select a from t order by a limit 1 union all select a from t limit 1',
  ])('%s', async (sql) => {
    expect(await wrong(sql)).toEqual([expect.stringContaining('feature-limit-without-order')])
  })
})

test('a source without clocks is refused, one that is static is not', async () => {
  expect(await wrong("select 1 as a from {{ source('raw', 'timeless') }}")).toEqual([
    'feature-source-without-clock models/f.sql:2:23',
  ])
  expect(await wrong("select 1 as a from {{ source('raw', 'countries') }}, {{ source('raw', 'payments') }}")).toEqual(
    [],
  )
})

test('all that is wrong is told at once', async () => {
  expect(await wrong('select now() as a, random() as b limit 1')).toHaveLength(3)
})

describe('what only looks so is not refused', () => {
  test.each([
    'select t.now, a as current_date from t',
    "select 'now() and random()' as a -- now()",
    'select "now" from t /* current_date */',
    'select a from t order by a limit 3',
    'select a from t limit 0',
    'select a from (select a from t order by a limit 3) as s',
    "select 'today' as word",
  ])('%s', async (sql) => {
    expect(await wrong(sql)).toEqual([])
  })
})

test('what is declared is allowed', async () => {
  const config = "entity=['customer_id'], event_time='as_of', leakage={'allow': ['now', 'limit']}"
  expect(await wrong('select now() as a limit 1', config)).toEqual([])
  expect(await wrong('select random() as a limit 1', config)).toHaveLength(1)
})

test('other models may say what they like', async () => {
  expect(await wrong('select now() as a limit 1', "event_time='as_of'")).toEqual([])
  expect(await wrong('select now() as a limit 1', "entity=['customer_id'], event_time='as_of', spine=true")).toEqual([])
})
