import { expect, test } from 'vitest'
import { type Shop, withShop } from '../../testing/shop-project.ts'

const CLOCKS = 'entity: [customer_id], event_time: day, availability_delay: 0'
const FILES = {
  'seeds/sales.csv': 'customer_id,day,amount\n1,2026-01-01,10\n1,2026-01-02,20\n2,2026-01-04,7\n',
  'seeds/sales.yml': `seeds: [{name: sales, config: {${CLOCKS}}}]\n`,
  'models/sums.yml': `models:
  - {name: spent, config: {${CLOCKS}}}
  - {name: so_far, config: {${CLOCKS}, leakage: {test: {cuts: 1}}}}
`,
  'models/spent.sql': "select customer_id, day, sum(amount) over () as spent from {{ ref('sales') }}",
  'models/so_far.sql': "select customer_id, day, {{ total() }} over (order by day) as spent from {{ ref('sales') }}",
  'models/after.sql': "select * from {{ ref('spent') }}",
  'macros/total.sql': '{% macro total() %}sum(amount){% endmacro %}\n',
}

interface Known {
  readonly lineage?: unknown
  readonly leakage?: { readonly verdict: string }
}

/** Of what `assay.json` has lineage, and its verdicts. */
function known(shop: Shop): {
  readonly lineage: readonly string[]
  readonly leakage: Readonly<Record<string, string>>
} {
  const { resources } = shop.json('target/assay.json') as { resources: Record<string, Known> }
  const all = Object.entries(resources).map(([id, one]) => [id.split('.').at(-1) ?? '', one] as const)
  const sums = all.filter(([name]) => ['sales', 'spent', 'so_far', 'after'].includes(name))
  return {
    lineage: sums.flatMap(([name, { lineage }]) => (lineage === undefined ? [] : [name])).sort(),
    leakage: Object.fromEntries(all.flatMap(([name, one]) => (one.leakage ? [[name, one.leakage.verdict]] : []))),
  }
}

test('assay.json keeps lineage and verdicts of what is made by the same code, whichever command writes it next', async () => {
  await using shop = await withShop(FILES)
  await shop.call('build --select sales spent so_far after')
  expect(known(shop)).toEqual({ lineage: [], leakage: { so_far: 'clean' } })
  await shop.call('leakage --select spent --cuts 1')
  await shop.call('docs generate')
  const all = { lineage: ['after', 'sales', 'so_far', 'spent'], leakage: { so_far: 'clean', spent: 'leak' } }
  expect(known(shop)).toEqual(all)
  await shop.call('parse')
  await shop.call('compile --select after')
  expect(known(shop)).toEqual(all)

  await shop.folder.write('models/spent.sql', "select *, 1 as spent from {{ ref('sales') }}")
  await shop.call('parse')
  expect(known(shop)).toEqual({ lineage: ['sales', 'so_far'], leakage: { so_far: 'clean' } })

  await shop.folder.write('macros/total.sql', '{% macro total() %}max(amount){% endmacro %}\n')
  await shop.call('parse')
  expect(known(shop)).toEqual({ lineage: ['sales'], leakage: {} })
})

test('a file that cannot be read is forgotten, and a verdict shows no values', async () => {
  await using shop = await withShop(FILES)
  await shop.call('build --select sales spent')
  await shop.folder.write('target/assay.json', '{')
  await shop.call('leakage --select spent --at 2026-01-02 --mode truncate')
  const { resources } = shop.json('target/assay.json') as { resources: Record<string, Known> }
  expect(resources['model.shop.spent']?.leakage).toEqual({
    verdict: 'leak',
    columns: ['spent'],
    mode: 'truncate',
    cuts: ['2026-01-02 00:00:00+00'],
    rows: 2,
    first_ancestor: 'spent',
    path: ['spent'],
    reasons: [],
    tried_at: expect.any(String),
  })
})
