/** What `build` takes along although there is nothing to do for it. */
import { expect, test } from 'vitest'
import type { Files } from '../testing/load-project.ts'
import { runnable } from '../testing/run-project.ts'
import { withDatabase } from '../testing/with-database.ts'

const FILES = (orders: string): Files => ({
  'models/orders.sql': orders,
  'models/days.sql': "select date '2024-01-01' as day",
  'models/m.yml': `
models:
  - name: days
    time_spine: {standard_granularity_column: day}
    columns: [{name: day, granularity: day}]
semantic_models:
  - name: orders
    model: ref('orders')
    defaults: {agg_time_dimension: day}
    entities: [{name: id, type: primary}]
    dimensions: [{name: day, type: time, type_params: {time_granularity: day}}]
    measures: [{name: orders_placed, agg: count, expr: id, create_metric: true}]
saved_queries:
  - name: by_day
    query_params: {metrics: [orders_placed], group_by: ["TimeDimension('metric_time', 'day')"]}
exposures:
  - {name: board, type: dashboard, owner: {email: a@b.c}, depends_on: [ref('orders')]}
`,
})

async function built(files: Files) {
  await using database = await withDatabase()
  await using project = await runnable(database, files)
  const { results } = await project.run('build')
  return results.map(({ id, status, message, failures }) => [id, status, message, failures]).toSorted()
}

test('exposures and saved queries come to nothing', async () => {
  expect(await built(FILES("select 1 as id, date '2024-01-01' as day"))).toEqual([
    ['exposure.shop.board', 'no-op', 'NO-OP', 0],
    ['model.shop.days', 'success', 'CREATE VIEW', null],
    ['model.shop.orders', 'success', 'CREATE VIEW', null],
    ['saved_query.shop.by_day', 'no-op', 'NO-OP', 0],
  ])
})

test('what they read fails, and they are skipped', async () => {
  expect(await built(FILES('select nothing'))).toEqual([
    ['exposure.shop.board', 'skipped', 'because of model.shop.orders', null],
    ['model.shop.days', 'success', 'CREATE VIEW', null],
    ['model.shop.orders', 'error', expect.stringContaining('nothing'), null],
    ['saved_query.shop.by_day', 'skipped', 'because of model.shop.orders', null],
  ])
})
