import { expect, test } from 'vitest'
import { withShop } from '../../testing/shop-project.ts'

test('--sample cuts what models read to a window of the time it declares, tests excepted', async () => {
  await using shop = await withShop({
    'seeds/seeds.yml': `version: 2
seeds:
  - name: raw_orders
    config: {event_time: loaded_at}
    columns: [{name: loaded_at, quote: true}]
`,
    'models/late.sql':
      "{{ config(materialized='ephemeral', event_time='day') }}select id, loaded_at as day from {{ ref('raw_orders') }}",
    'models/few.sql': "select id from {{ ref('late') }}",
  })
  const window = "{start: 2024-01-02, end: '2024-01-03'}"
  const { code, out, err } = await shop.call(['build', '--sample', window])
  expect(err).toBe('')
  expect(out).toContain('passed')
  expect(code).toBe(0)
  expect(await shop.rows('select id from analytics.orders')).toEqual([['2']])
  expect(await shop.rows('select id from analytics.few')).toEqual([['2']])
  const compiled = (path: string): string => shop.read(`target/compiled/shop/models/${path}`)
  expect(compiled('orders.sql')).toMatch(
    /\(select \* from "\w+"\."analytics"\."raw_orders" where "loaded_at" >= '2024-01-02 00:00:00\+00:00' and "loaded_at" < '2024-01-03 00:00:00\+00:00'\) _dbt_et_filter_subq_raw_orders$/,
  )
  expect(compiled('few.sql')).toContain("(select * from __dbt__cte__late where day >= '2024-01-02 00:00:00+00:00'")
  // customers declares no time of its own, and top reads it whole.
  expect(compiled('top.sql')).not.toContain('where')
})

test('a sample that is none is refused before anything is run', async () => {
  await using shop = await withShop()
  const { code, err } = await shop.call(['run', '--sample', '3 weeks'])
  expect(code).toBe(2)
  expect(err).toContain("--sample cannot be '3 weeks'")
})
