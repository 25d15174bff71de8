/** Which files each command leaves below `target`, as dbt 1.12 does (docs/artifacts.md). */
import { existsSync, readdirSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Shop, withShop } from '../../testing/shop-project.ts'

let shop: Shop

beforeAll(async () => {
  shop = await withShop()
  await shop.call('build')
  await cp(join(shop.folder.path, 'target'), join(shop.folder.path, 'state'), { recursive: true })
})

afterAll(() => shop?.[Symbol.asyncDispose]())

test.each([
  [
    'build',
    'assay.json compiled failing_rows.json graph_summary.json last_results.json manifest.json run run_results.json semantic_manifest.json',
  ],
  [
    'run',
    'assay.json compiled graph_summary.json last_results.json manifest.json run run_results.json semantic_manifest.json',
  ],
  [
    'run --select nothing_so_called',
    'assay.json graph_summary.json manifest.json run_results.json semantic_manifest.json',
  ],
  [
    'test',
    'assay.json compiled failing_rows.json graph_summary.json last_results.json manifest.json run run_results.json semantic_manifest.json',
  ],
  [
    'seed',
    'assay.json compiled graph_summary.json last_results.json manifest.json run run_results.json semantic_manifest.json',
  ],
  ['compile', 'assay.json compiled graph_summary.json manifest.json run_results.json semantic_manifest.json'],
  ['compile --inline {{this}}', 'assay.json graph_summary.json manifest.json run_results.json semantic_manifest.json'],
  [
    'show --select orders',
    'assay.json compiled graph_summary.json manifest.json run_results.json semantic_manifest.json',
  ],
  ['show --inline select\n1', 'assay.json graph_summary.json manifest.json run_results.json semantic_manifest.json'],
  [
    'docs generate',
    'assay.json catalog.json compiled graph_summary.json index.html manifest.json run_results.json semantic_manifest.json site',
  ],
  [
    'docs generate --empty-catalog',
    'assay.json catalog.json compiled graph_summary.json index.html manifest.json run_results.json semantic_manifest.json site',
  ],
  ['docs generate --no-compile', 'catalog.json'],
  ['clone --state state', 'assay.json graph_summary.json manifest.json run_results.json semantic_manifest.json'],
  ['freshness', 'assay.json freshness.json graph_summary.json manifest.json semantic_manifest.json sources.json'],
  [
    'run-operation say --args what:\u00a0x',
    'assay.json graph_summary.json manifest.json run_results.json semantic_manifest.json',
  ],
  [
    'run-operation --sql select\n1',
    'assay.json graph_summary.json manifest.json run_results.json semantic_manifest.json',
  ],
  ['ls', 'assay.json graph_summary.json manifest.json semantic_manifest.json'],
  ['parse', 'assay.json manifest.json semantic_manifest.json'],
  ['build --no-write-json', 'compiled run'],
  ['parse --no-write-json', ''],
])('%s leaves %s', async (line, files) => {
  const target = join(shop.folder.path, 'target')
  await rm(target, { recursive: true, force: true })
  await shop.folder.write('target/.keep', '')
  const { code } = await shop.call(line.split(' ').map((word) => word.replaceAll('\u00a0', ' ')))
  expect([
    code,
    readdirSync(target)
      .filter((name) => name !== '.keep' && !name.startsWith('partial_'))
      .sort()
      .join(' '),
  ]).toEqual([0, files])
})

test('what a parse said is kept for the next command, as dbt keeps it; not with --no-write-json, nor of SQL from the command line', async () => {
  const target = join(shop.folder.path, 'target')
  for (const [line, isKept] of [
    [['parse'], true],
    [['parse', '--no-write-json'], false],
    [['compile', '--inline', 'select 1'], false],
  ] as const) {
    await rm(target, { recursive: true, force: true })
    await shop.call([...line])
    expect([line, existsSync(join(target, 'partial_parse.bin'))]).toEqual([line, isKept])
  }
})

test('SQL from the command line has a result, and no place in the manifest', async () => {
  await shop.call(['show', '--inline', "select * from {{ ref('orders') }}"])
  const [result] = shop.json('target/run_results.json').results
  expect(result).toMatchObject({
    unique_id: 'sql_operation.shop.inline_query',
    status: 'success',
    adapter_response: { _message: 'SELECT 3', code: 'SELECT', rows_affected: 3 },
    compiled: true,
    relation_name: null,
  })
  expect(result.compiled_code).toMatch(/limit 5\s*$/)
  const { nodes, parent_map, child_map } = shop.json('target/manifest.json')
  expect(JSON.stringify([nodes, parent_map, child_map])).not.toContain('inline_query')
})

test('an operation has a result of its macro, whether it went well or not', async () => {
  await shop.call(['run-operation', 'say', '--args', 'what: x'])
  const { results, args } = shop.json('target/run_results.json')
  expect(results).toMatchObject([
    { unique_id: 'macro.shop.say', status: 'success', failures: 0, message: null, thread_id: 'MainThread' },
  ])
  expect(args).toMatchObject({ which: 'run-operation', macro: 'say', args: { what: 'x' } })
  expect((await shop.call(['run-operation', 'make', '--args', 'name: 1st'])).code).toBe(1)
  expect(shop.json('target/run_results.json').results).toMatchObject([
    { unique_id: 'macro.shop.make', status: 'error', failures: 1, message: expect.stringContaining('1st') },
  ])
})

test('a source that was asked says what the server answered', async () => {
  await shop.call('freshness')
  expect(shop.json('target/sources.json').results).toMatchObject([
    {
      max_loaded_at: '2024-01-03T00:00:00+00:00',
      adapter_response: { _message: 'SELECT 1', code: 'SELECT', rows_affected: 1 },
      timing: [{ name: 'compile' }, { name: 'execute' }],
    },
  ])
})
