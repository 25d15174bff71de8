import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkSources, createCompiler } from '../assay.ts'
import { load, oneLine, withFiles } from '../testing/load-project.ts'
import { type TestDatabase, withDatabase } from '../testing/with-database.ts'
import type { FreshnessResult } from './freshness.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await withDatabase()
  await using session = await db.warehouse.open()
  await session.statements(`
    create schema raw;
    create table raw.orders as select now() - interval '3 hours' as loaded, 'a' as batch union all select now() - interval '30 hours', 'b';
    create table raw.empty (loaded timestamptz, batch text)`)
})

afterAll(() => db[Symbol.asyncDispose]())

/** The freshness of one table of the source `raw`, which is late after 2 hours and too late after 24. */
async function check(table: string): Promise<FreshnessResult> {
  return (await checkAll(table)).results[0] as FreshnessResult // there is one source
}

async function checkAll(table: string, more: Readonly<Record<string, string>> = {}): ReturnType<typeof checkSources> {
  await using folder = await withFiles({
    ...more,
    'models/sources.yml': `
sources:
  - name: raw
    freshness: {warn_after: {count: 2, period: hour}, error_after: {count: 24, period: hour}}
    tables:
${table.replace(/^/gm, '      ')}`,
  })
  const { project, manifest, invocation } = await load(folder, { environment: { DATABASE_URL: db.url } })
  return await checkSources({
    manifest,
    sources: [...manifest.sources.values()],
    compiler: createCompiler(project, manifest, invocation, { selected: [] }),
    warehouse: db.warehouse,
    threads: 1,
    emit: () => undefined,
    now: () => 0,
    clock: () => new Date(0),
    started: () => undefined,
    finished: () => undefined,
  })
}

const hours = ({ age }: FreshnessResult): number => Math.round((age ?? 0) / 3600)

test('the newest value of a column says how fresh a source is', async () => {
  const result = await check('- name: orders\n  loaded_at_field: loaded')
  expect(result.diagnostics).toEqual([])
  expect(result.status).toBe('warn')
  expect(hours(result)).toBe(3)
})

test('a filter leaves rows out', async () => {
  const result = await check(
    '- name: orders\n  loaded_at_field: loaded\n  config: {freshness: {filter: "batch = \'b\'"}}',
  )
  expect(result.status).toBe('error')
  expect(hours(result)).toBe(30)
})

test('a source without rows is too late', async () => {
  const result = await check('- name: empty\n  loaded_at_field: loaded')
  expect(result).toMatchObject({ status: 'error', maxLoadedAt: null, age: Number.POSITIVE_INFINITY })
})

test('loaded_at_query is a template that knows its source, and may ask the warehouse', async () => {
  const result = await check(`- name: orders
  meta: {column: loaded}
  loaded_at_query: |
    {% set batches = run_query("select max(batch) from " ~ this) %}
    select max({{ source_node.meta.column }}) from {{ this }} where batch = '{{ batches.columns[0][0] }}'`)
  expect(result.diagnostics).toEqual([])
  expect(result.status).toBe('error')
  expect(hours(result)).toBe(30)
})

test('a query that fails is a result, and says of which source', async () => {
  const result = await check('- name: orders\n  loaded_at_query: select max(nope) from {{ this }}')
  expect(result).toMatchObject({ status: 'runtime error', maxLoadedAt: null, age: null })
  expect(result.diagnostics.map(oneLine)).toEqual(['database models/sources.yml:6:15 column "nope" does not exist'])
})

test('a loaded_at_query that is no template points to it', async () => {
  const result = await check('- name: orders\n  loaded_at_query: select {{ max(loaded) from {{ this }}')
  expect(result.status).toBe('runtime error')
  expect(result.diagnostics[0]?.at).toMatchObject({
    file: 'models/sources.yml (loaded_at_query of raw.orders)',
    line: 1,
  })
})

describe('hooks of the project', () => {
  const hooks = (start: string, more = ''): Readonly<Record<string, string>> => ({
    'dbt_project.yml': `name: shop
on-run-start: ["create table if not exists {{ target.schema }}.hooked (what text)", "${start}"]
on-run-end: ["insert into {{ target.schema }}.hooked {% for r in results %}select '{{ r.node.name }} {{ r.status }}'{% else %}select 'none'{% endfor %}"]
${more}`,
  })
  const hooked = async (): Promise<unknown> => {
    await using session = await db.warehouse.open()
    const results = await session.statements('select what from analytics.hooked; truncate analytics.hooked')
    return results[0]?.rows.flat()
  }

  test('run before and after, and the last ones are told what was found', async () => {
    await using session = await db.warehouse.open()
    await session.statements('create schema if not exists analytics')
    const { hookFailed, results } = await checkAll('- {name: orders, loaded_at_field: loaded}', hooks('select 1'))
    expect([hookFailed, results.length]).toEqual([false, 1])
    expect(await hooked()).toEqual(['orders warn'])
  })

  test('that fail at the start keep all sources from being asked', async () => {
    const { hookFailed, results } = await checkAll('- {name: orders, loaded_at_field: loaded}', hooks('select nothing'))
    expect([hookFailed, results.length]).toEqual([true, 0])
    expect(await hooked()).toEqual(['none'])
  })

  test('are left out where source_freshness_run_project_hooks is false', async () => {
    const off = hooks('select nothing', 'flags: {source_freshness_run_project_hooks: false}')
    const { hookFailed, results } = await checkAll('- {name: orders, loaded_at_field: loaded}', off)
    expect([hookFailed, results.length]).toEqual([false, 1])
    expect(await hooked()).toEqual([])
  })
})
