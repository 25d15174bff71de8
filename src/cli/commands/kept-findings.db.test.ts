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
}

/** Of what `assay.json` has lineage. */
function traced(shop: Shop): readonly string[] {
  const { resources } = shop.json('target/assay.json') as { resources: Record<string, Known> }
  const all = Object.entries(resources).map(([id, one]) => [id.split('.').at(-1) ?? '', one] as const)
  const sums = all.filter(([name]) => ['sales', 'spent', 'so_far', 'after'].includes(name))
  return sums.flatMap(([name, { lineage }]) => (lineage === undefined ? [] : [name])).sort()
}

/** By model: the verdict, and whether its code has changed since. */
function verdicts(shop: Shop): unknown {
  const { models } = shop.json('target/leakage.json') as {
    models: Record<string, { readonly model: string; readonly verdict: string; readonly code_changed: boolean }>
  }
  return Object.fromEntries(Object.values(models).map((one) => [one.model, [one.verdict, one.code_changed]]))
}

test('what was found out is kept, whichever command writes next: lineage while the code is the same, verdicts with a mark', async () => {
  await using shop = await withShop(FILES)
  await shop.call('build --select sales spent so_far after')
  expect([traced(shop), verdicts(shop)]).toEqual([[], { so_far: ['clean', false] }])
  await shop.call('leakage --select spent --cuts 1')
  await shop.call('docs generate')
  expect(verdicts(shop)).toEqual({ so_far: ['clean', false], spent: ['leak', false] })
  await shop.call('parse')
  await shop.call('compile --select after')
  expect(traced(shop)).toEqual(['after', 'sales', 'so_far', 'spent'])

  await shop.folder.write('models/spent.sql', "select *, 1 as spent from {{ ref('sales') }}")
  await shop.call('parse')
  expect(traced(shop)).toEqual(['sales', 'so_far'])

  await shop.folder.write('macros/total.sql', '{% macro total() %}max(amount){% endmacro %}\n')
  await shop.call('parse')
  expect(traced(shop)).toEqual(['sales'])
  await shop.call('docs generate')
  expect(verdicts(shop)).toEqual({ so_far: ['clean', true], spent: ['leak', true] })
})

test('a file that cannot be read is forgotten, and a verdict shows no values', async () => {
  await using shop = await withShop(FILES)
  await shop.call('build --select sales spent')
  await shop.folder.write('target/leakage.json', '{')
  await shop.call('leakage --select spent --at 2026-01-02 --mode truncate')
  const { models } = shop.json('target/leakage.json') as { models: Record<string, unknown> }
  expect(models['model.shop.spent']).toEqual({
    model: 'spent',
    verdict: 'leak',
    columns: ['spent'],
    mode: 'truncate',
    cuts: ['2026-01-02 00:00:00+00'],
    rows: 2,
    first_ancestor: 'spent',
    path: ['spent'],
    reasons: [],
    tried_at: expect.any(String),
    code_hash: expect.any(String),
    code_changed: false,
  })
})
