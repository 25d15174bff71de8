import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Shop, withShop } from '../../testing/shop-project.ts'

let shop: Shop

beforeAll(async () => {
  shop = await withShop({
    'models/models.yml': `models:
  - name: orders
    columns:
      - {name: id, data_tests: [{accepted_values: {arguments: {values: [1]}}}]}
      - name: customer
        config: {tags: [pii]}
        data_tests: [unique, {accepted_values: {name: customers_known, arguments: {values: [cyd]}}}]
  - name: customers
    columns:
      - {name: customer}
      - {name: spent}
`,
    'tests/no_debts.sql':
      "select customer, spent, customer as who from {{ ref('customers') }} where spent > 0 order by spent",
    'tests/renamed.sql': "select id, customer as who from {{ ref('orders') }} order by id",
  })
  await shop.call('build --exclude resource_type:test')
}, 60_000)

afterAll(() => shop?.[Symbol.asyncDispose]())

function found(): Record<string, unknown> {
  const { tests } = shop.json('target/failing_rows.json')
  return Object.fromEntries(Object.entries(tests).map(([id, rest]) => [id.split('.')[2], rest]))
}

test('the first rows of each failing test are kept, and no more than were asked for', async () => {
  const { code } = await shop.call('test --select renamed --rows 2')
  expect(code).toBe(1)
  expect(found()).toMatchObject({
    renamed: {
      status: 'fail',
      failures: 3,
      columns: ['id', 'who'],
      rows: [
        ['1', '***'],
        ['2', '***'],
      ],
      masked: ['who'],
    },
  })
})

test('with --rows 0 nothing is kept, nor asked', async () => {
  await shop.call('test --select renamed --rows 0')
  expect(found()).toEqual({})
})

test('what a test calls a personal column otherwise is hidden too; the count of rows is not', async () => {
  await shop.call('test --select unique_orders_customer customers_known')
  expect(found()).toMatchObject({
    unique_orders_customer: { columns: ['unique_field', 'n_records'], rows: [['***', '2']], masked: ['unique_field'] },
    customers_known: { masked: ['value_field'] },
  })
})

test('further down a column of the same name is hidden, and one that nothing is said of: it may be the same, renamed', async () => {
  const { out } = await shop.call('test --select no_debts')
  expect(found()).toMatchObject({
    no_debts: {
      rows: [
        ['***', '3', '***'],
        ['***', '17.5', '***'],
      ],
      masked: ['customer', 'who'],
    },
  })
  expect(out).toContain('    ***       3      ***\n')
})

test('a test of a column that is not personal shows what it found', async () => {
  await shop.call('test --select accepted_values_orders_id__1')
  expect(found()).toMatchObject({
    accepted_values_orders_id__1: { columns: ['value_field', 'n_records'], masked: [] },
  })
})

test('stored failures are read from the table that keeps them', async () => {
  await shop.call('test --select renamed --store-failures --rows 1')
  expect(found()).toMatchObject({ renamed: { rows: [['1', '***']], failures: 3 } })
  expect(shop.json('target/failing_rows.json').tests['test.shop.renamed'].stored_in).toContain('dbt_test__audit')
})
