import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Shop, withShop } from '../../testing/shop-project.ts'

let shop: Shop

beforeAll(async () => {
  shop = await withShop()
  await shop.call('seed')
})

afterAll(() => shop?.[Symbol.asyncDispose]())

test('JSON lines are all that is on standard output, and say the same', async () => {
  const { code, out, err } = await shop.call('build --select orders --log-format json')
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ info }) => info.name)).toEqual([
    'MainReportVersion',
    'FoundStats',
    'ConcurrencyLine',
    'LogHookEndLine',
    'LogHookEndLine',
    'LogStartLine',
    'LogModelResult',
    'LogStartLine',
    'LogTestResult',
    'FinishedRunningStats',
    'EndOfRunSummary',
    'StatsLine',
  ])
  expect(new Set(lines.map(({ info }) => info.invocation_id))).toEqual(
    new Set([shop.json('target/run_results.json').metadata.invocation_id]),
  )
  expect([code, err]).toEqual([0, ''])
})

test('quiet prints nothing but what goes wrong', async () => {
  expect(await shop.call('build --quiet')).toMatchObject({ code: 0, out: '', err: '' })
})

test('a terminal ends with the same rows and summary, and no trace of the live lines', async () => {
  const { screen, code } = await shop.call('build --select orders --threads 1', { window: { columns: 80, rows: 24 } })
  expect(screen).toBe(`shop → environment: db at host, schema analytics
1 model and 1 test, 1 thread

     ok     hook   shop-on-run-start-0                    0.00s
     ok     hook   shop-on-run-start-1                    0.00s
1/2  ok     table  analytics.orders             3 rows    0.00s
2/2  pass   test   unique_orders_id                       0.00s

Done in 0.00s: 1 built, 1 passed
→ have a look: assay show --select orders
`)
  expect(code).toBe(0)
})
