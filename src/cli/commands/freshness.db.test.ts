import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Shop, withShop } from '../../testing/shop-project.ts'

let shop: Shop

beforeAll(async () => {
  shop = await withShop({
    'models/events.sql':
      "select 1 as id, now() - interval '3 hours' as happened, now() - interval '30 hours' as loaded\n",
    'models/loads.sql': "select id, happened from {{ ref('events') }}\n",
    'models/nothing.sql': 'select 1 as id\n',
    'models/broken.sql': 'select 1 as id\n',
    'models/ages.yml': `models:
  - name: events
    config:
      event_time: happened
      freshness: {warn_after: {count: 2, period: hour}, error_after: {count: 1, period: day}}
  - name: loads
    config:
      loaded_at_query: select max(loaded) from {{ ref('events') }}
      freshness: {error_after: {count: 1, period: day}, build_after: {count: 1, period: day}}
  - name: nothing
    config: {freshness: {warn_after: {count: 1, period: day}}}
  - name: broken
    config: {loaded_at_field: no_such_column, freshness: {warn_after: {count: 1, period: day}}}
`,
  })
  await shop.call('run')
  await shop.call('seed')
}, 60_000)

afterAll(() => shop?.[Symbol.asyncDispose]())

test('models have an age too: by their event time, a column or a query; what fails is recorded', async () => {
  const { code, out, err } = await shop.call('freshness --select events loads nothing broken')
  expect(code).toBe(1)
  expect(out).toContain('events: 3 hours old, 2 hours allowed (models/events.sql)')
  expect(out).toContain('loads: 30 hours old, 1 day allowed (models/loads.sql)')
  expect(out).toContain('4 models: 1 late, 1 too old, 2 not answered\n')
  expect(err).toContain("model 'nothing': the model 'nothing' has freshness thresholds, but nothing says when")
  expect(err).toContain('model \'broken\' could not be asked: column "no_such_column" does not exist')
  const statuses = (file: string) =>
    shop.json(file).results.map((one: { unique_id: string; status: string }) => [one.unique_id, one.status])
  expect(statuses('target/freshness.json')).toEqual([
    ['model.shop.broken', 'runtime error'],
    ['model.shop.events', 'warn'],
    ['model.shop.loads', 'error'],
    ['model.shop.nothing', 'runtime error'],
  ])
  expect(shop.json('target/sources.json').results).toEqual([])
})

test("dbt's own command asks sources alone", async () => {
  await shop.call('source freshness')
  expect(shop.json('target/freshness.json').results).toMatchObject([{ unique_id: 'source.shop.raw.raw_orders' }])
})

test('a gate judges both, soft or hard', async () => {
  const soft = await shop.call('gate --only freshness --select events')
  expect([soft.code, soft.out]).toEqual([0, expect.stringMatching(/freshness +1 in time +1 late +warn/)])
  const hard = await shop.call(['gate', '--only', 'freshness', '--select', 'loads', '--gates', '{freshness: hard}'])
  expect([hard.code, hard.out]).toEqual([1, expect.stringMatching(/1 in time +1 too old +fail +models\/loads.sql:1/)])
  const recorded = await shop.call('gate --only freshness --select loads --from-artifacts')
  expect([recorded.code, recorded.out]).toEqual([0, expect.stringMatching(/1 in time +1 too old +warn/)])
})

test("of a model's freshness only dbt's own part is in the manifest", () => {
  const { nodes } = shop.json('target/manifest.json')
  expect(nodes['model.shop.events'].config.freshness).toBeNull()
  expect(nodes['model.shop.loads'].config.freshness).toMatchObject({ build_after: { count: 1, period: 'day' } })
})

test('thresholds that are none are a mistake, told with its place', async () => {
  await using other = await withShop({
    'models/ages.yml': 'models:\n  - name: top\n    config: {freshness: {warn_after: {count: 1, period: week}}}\n',
  })
  const { code, err } = await other.call('parse')
  expect(code).toBe(2)
  expect(err).toContain('models/ages.yml:3:')
  expect(err).toContain("'week'")
})
