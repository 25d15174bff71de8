import { afterAll, beforeAll, expect, test } from 'vitest'
import { lineageSchema } from '../../artifacts/lineage/lineage-schema.ts'
import { KEEPING, REFUSING } from '../../artifacts/read/shape.ts'
import { type Shop, withShop } from '../../testing/shop-project.ts'

const FILES = {
  'models/mid.sql':
    "{{ config(materialized='ephemeral') }}\nselect customer, amount * 2 as double from {{ ref('orders') }} where id > 0\n",
  'models/end.sql':
    "select m.customer, max(m.double) as most, count(*) as n from {{ ref('mid') }} m\njoin {{ ref('customers') }} using (customer) group by 1\n",
  'snapshots/orders_then.sql':
    "{% snapshot orders_then %}{{ config(unique_key='id', strategy='timestamp', updated_at='loaded_at') }}\nselect * from {{ source('raw', 'raw_orders') }}{% endsnapshot %}\n",
}

/** A server that is not there. */
const NOWHERE = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' } as const

let shop: Shop

beforeAll(async () => {
  shop = await withShop(FILES)
  await shop.call('build')
})

afterAll(() => shop?.[Symbol.asyncDispose]())

test('a column is followed up to where its line ends; what decides about rows is told apart', async () => {
  const { out, err, code } = await shop.call('lineage end.most')
  expect(out).toBe(`end.most
├─ mid.double  aggregate
│  └─ orders.amount  transform
│     └─ raw_orders.amount
└─ (rows of end)
   ├─ mid.customer  join
   └─ customers.customer  join
`)
  expect([err, code]).toEqual(['', 0])
})

test('--down follows what is made of it; rows are named and not followed', async () => {
  const { out } = await shop.call('lineage orders.customer --down')
  expect(out).toBe(`orders.customer
├─ customers.customer
│  ├─ (rows of end)  join
│  └─ top.customer
├─ (rows of customers)  group
└─ mid.customer
   ├─ end.customer
   └─ (rows of end)  join
`)
})

test('--depth ends it earlier, and says so', async () => {
  expect((await shop.call('lineage end.most --up --depth 1')).out).toContain('├─ mid.double  aggregate, …\n')
})

test('of a whole model each column has a line', async () => {
  expect((await shop.call('lineage end')).out).toBe(`end
  customer  ← mid.customer
  most      ← mid.double (aggregate)
  n         ← (rows of mid) (count), (rows of customers) (count)
  (rows)    ← mid.customer (join), customers.customer (join), (rows of mid) (from), (rows of customers) (from)
`)
})

test('where the window is narrow, lines go on below', async () => {
  const { screen } = await shop.call('lineage end', { window: { columns: 60, rows: 20 } })
  expect(screen).toContain(`  (rows)    ← mid.customer (join),
              customers.customer (join),
              (rows of mid) (from),
              (rows of customers) (from)`)
})

test('rows are followed where they were asked for', async () => {
  const { out } = await shop.call(['lineage', 'top.*'])
  expect(out).toBe(`(rows of top)
└─ (rows of customers)  from
   ├─ orders.customer  group
   │  └─ raw_orders.customer
   └─ (rows of orders)  from
      └─ (rows of raw_orders)  from
`)
})

test('sources end the line, and have children', async () => {
  expect((await shop.call('lineage raw.raw_orders.loaded_at --down')).out).toBe(`raw.raw_orders.loaded_at
├─ orders_then.loaded_at
├─ orders_then.dbt_scd_id  transform
├─ orders_then.dbt_updated_at
├─ orders_then.dbt_valid_from
└─ orders_then.dbt_valid_to  transform
`)
})

test('programs get edges, whichever way was gone', async () => {
  const expected = {
    edges: [
      {
        from: { unique_id: 'model.shop.customers', column: 'spent' },
        to: { unique_id: 'model.shop.top', column: 'spent' },
        use: 'pass',
      },
    ],
    unresolved: [],
  }
  const up = JSON.parse((await shop.call('lineage top.spent --depth 1 --output json')).out)
  expect(up).toEqual({ columns: [{ unique_id: 'model.shop.top', column: 'spent' }], direction: 'up', ...expected })
  const down = JSON.parse((await shop.call('lineage customers.spent --down --output json')).out)
  expect(down).toEqual({
    columns: [{ unique_id: 'model.shop.customers', column: 'spent' }],
    direction: 'down',
    ...expected,
  })
})

test.each([
  ['lineage ordrs.amount', "'ordrs.amount' is no model, seed, snapshot or source", "did you mean 'orders'?"],
  ['lineage orders.amont', "model.shop.orders has no column 'amont'", "did you mean 'amount'?"],
  ['lineage orders.zzzzzz', "has no column 'zzzzzz'", 'its columns are id, customer, amount'],
  ['lineage', "missing required argument 'model.column'", 'its options'],
  ['lineage orders.id --up --down', '--up and --down exclude each other', 'ask twice'],
])('%s is refused, with what may be meant', async (line, message, hint) => {
  const { err, code } = await shop.call(line)
  expect(err).toContain(message)
  expect(err).toContain(hint)
  expect(code).toBe(2)
})

test('what docs generate left is enough, without a database; not once a file has changed', async () => {
  await using other = await withShop(FILES)
  await other.call('build')
  await other.call('docs generate')
  const asked = await other.call('lineage end.most', { environment: NOWHERE })
  expect([asked.code, asked.err]).toEqual([0, ''])
  expect(asked.out).toContain('└─ orders.amount  transform')
  await other.folder.write(
    'models/orders.sql',
    "select id, customer, amount + 1 as amount from {{ ref('raw_orders') }}\n",
  )
  const { code, err } = await other.call('lineage end.most', { environment: NOWHERE })
  expect(err).toContain('127.0.0.1:1')
  expect(code).not.toBe(0)
  expect((await other.call('lineage orders.amount')).out).toContain('└─ raw_orders.amount  transform')
})

test('docs generate keeps all of it in assay.json, by unique id', async () => {
  await shop.call('docs generate')
  const { metadata, resources } = shop.json('target/assay.json')
  expect(metadata.assay_schema_version).toBe('assay/v1')
  for (const { lineage } of Object.values<{ lineage: unknown }>(resources)) lineageSchema(REFUSING).parse(lineage)
  expect(lineageSchema(KEEPING).parse(resources['model.shop.customers'].lineage)).toEqual({
    columns: {
      customer: {
        from: [{ unique_id: 'model.shop.orders', relation: 'analytics.orders', column: 'customer', use: 'pass' }],
        unresolved: [],
      },
      spent: {
        from: [{ unique_id: 'model.shop.orders', relation: 'analytics.orders', column: 'amount', use: 'aggregate' }],
        unresolved: [],
      },
    },
    rows: [
      { unique_id: 'model.shop.orders', relation: 'analytics.orders', column: 'customer', use: 'group' },
      { unique_id: 'model.shop.orders', relation: 'analytics.orders', column: '*', use: 'from' },
    ],
    unresolved: [],
  })
})

test('what is not known, says why', async () => {
  await using odd = await withShop({
    'models/odd.sql': "select * from {{ ref('orders') }} natural join nobody.knows\n",
  })
  const { out } = await odd.call('lineage odd')
  expect(out).toContain('? the columns of')
})
