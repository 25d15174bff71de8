import { expect, test } from 'vitest'
import { withShop } from '../../testing/shop-project.ts'

const FILES = {
  'models/clocks.yml': `models:
  - name: spent
    config: {entity: [customer_id], event_time: day, availability_delay: 0}
  - name: spent_so_far
    config: {entity: [customer_id], event_time: day, availability_delay: 0}
  - name: unknowable
    config: {entity: [customer_id], event_time: day, availability_delay: 0}
`,
  'seeds/sales.csv':
    'customer_id,day,amount\n1,2026-01-01,10\n1,2026-01-02,20\n1,2026-01-03,60\n2,2026-01-02,5\n2,2026-01-04,7\n',
  'seeds/undated.csv': 'customer_id,weight\n1,2\n2,3\n',
  'seeds/sales.yml': `seeds:
  - name: sales
    config: {entity: [customer_id], event_time: day, availability_delay: 0}
`,
  'models/spent.sql':
    "select customer_id, day, sum(amount) over (partition by customer_id) as spent from {{ ref('sales') }}",
  'models/spent_so_far.sql':
    "select customer_id, day, sum(amount) over (partition by customer_id order by day) as spent from {{ ref('sales') }}",
  'models/unknowable.sql':
    "select customer_id, day, amount * weight as amount from {{ ref('sales') }} join {{ ref('undated') }} using (customer_id)",
}

test('a leak is told with its column, rows, way and an example, and ends with 1', async () => {
  await using shop = await withShop(FILES)
  await shop.call('seed')
  const { code, out, err } = await shop.call('leakage --select spent spent_so_far')
  expect(err).toBe('')
  expect(out).toBe(`leak          spent         differs at 6 of 6 cuts
              columns    spent
              rows       3 of the past, without future after 2026-01-02 00:00:00+00
              way        it begins in this model
              example    customer_id 1, day 2026-01-01: spent 90 → 30
clean         spent_so_far  the same at 6 cuts

2 models: 1 leak, 1 clean
`)
  expect(code).toBe(1)
  expect(await shop.rows("select nspname from pg_namespace where nspname like 'assay%'")).toEqual([])
})

test('programs get one object, with a verdict for each model', async () => {
  await using shop = await withShop(FILES)
  await shop.call('seed')
  const { code, out } = await shop.call([
    'leakage',
    '--select',
    'spent',
    '--at',
    '2026-01-02',
    '--mode',
    'truncate',
    '--output',
    'json',
  ])
  expect(code).toBe(1)
  expect(JSON.parse(out)).toEqual({
    verdict: 'leak',
    models: [
      {
        model: 'spent',
        verdict: 'leak',
        columns: ['spent'],
        mode: 'truncate',
        cuts: ['2026-01-02 00:00:00+00'],
        rows: 3,
        first_ancestor: 'spent',
        path: ['spent'],
        example: {
          key: { customer_id: '1', day: '2026-01-01' },
          before: { spent: '90' },
          after: { spent: '30' },
        },
        reasons: [],
      },
    ],
  })
})

test('what reads data without clocks is inconclusive, says which, and ends with 2', async () => {
  await using shop = await withShop(FILES)
  await shop.call('seed')
  const { code, out } = await shop.call('leakage --select unknowable')
  expect(out).toContain("'unknowable' reads the seed 'undated', which says nothing of time")
  expect(code).toBe(2)
})

test('where no model has clocks there is nothing to try, and it is said what to write', async () => {
  await using shop = await withShop(FILES)
  const { code, err } = await shop.call('leakage --select orders')
  expect(err).toContain('none of the selected models says when its rows happened')
  expect(code).toBe(2)
})

test('a time that is none is refused with PostgreSQL’s words', async () => {
  await using shop = await withShop(FILES)
  await shop.call('seed')
  const { code, err } = await shop.call(['leakage', '--select', 'spent', '--at', 'tomorow'])
  expect(err).toContain("--at 'tomorow' is not a time")
  expect(code).toBe(2)
})

test('what a killed experiment left is swept by the next', async () => {
  await using shop = await withShop(FILES)
  await shop.call('seed')
  await shop.rows('create schema assay_scratch_00000000')
  await shop.rows('create schema assay_scratch_00000000_cut')
  await shop.call('leakage --select spent --cuts 1')
  expect(await shop.rows("select nspname from pg_namespace where nspname like 'assay%'")).toEqual([])
})

test.each(['1990-01-01', '2090-01-01', 'infinity'])(
  'a cut at %s, where nothing can differ, proves nothing',
  async (at) => {
    await using shop = await withShop(FILES)
    await shop.call('seed')
    const { code, out } = await shop.call(['leakage', '--select', 'spent_so_far', '--at', at])
    expect(out).toContain('inconclusive  spent_so_far  not tried')
    expect(out).toContain('nothing could differ')
    expect(code).toBe(2)
  },
)

test('a role that may not create schemas is told what it needs', async () => {
  await using shop = await withShop(FILES)
  await shop.call('seed')
  const role = `reader_${new URL(shop.database.url).pathname.slice(-12)}`
  await shop.rows(`create role ${role} login password 'reads' in role pg_read_all_data`)
  const url = new URL(shop.database.url)
  url.username = role
  url.password = 'reads'
  try {
    const { code, err } = await shop.call('leakage --select spent', { environment: { DATABASE_URL: url.href } })
    expect(err).toContain('what is rebuilt stands in schemas of its own')
    expect(err).toContain('grant create on database')
    expect(code).toBe(2)
  } finally {
    await shop.rows(`drop role ${role}`)
  }
})
