import { expect, test } from 'vitest'
import { withShop } from '../../testing/shop-project.ts'

const SALES = {
  'seeds/sales.csv':
    'customer_id,day,amount\n1,2026-01-01,10\n1,2026-01-02,20\n1,2026-01-03,60\n2,2026-01-02,5\n2,2026-01-04,7\n',
  'seeds/undated.csv': 'customer_id,weight\n1,2\n2,3\n',
  'seeds/sales.yml': `seeds:
  - name: sales
    config: {entity: [customer_id], event_time: day, availability_delay: 0}
`,
  'models/spent.sql':
    "select customer_id, day, sum(amount) over (partition by customer_id) as spent from {{ ref('sales') }}",
  'models/half.sql': "select customer_id, day, spent / 2 as half from {{ ref('spent') }}",
  'models/after.sql': "select * from {{ ref('half') }}",
  'models/so_far.sql':
    "select customer_id, day, sum(amount) over (partition by customer_id order by day) as spent from {{ ref('sales') }}",
  'models/weighted.sql':
    "select customer_id, day, amount * weight as amount from {{ ref('sales') }} join {{ ref('undated') }} using (customer_id)",
}

const CLOCKS = 'entity: [customer_id], event_time: day, availability_delay: 0'

const clocks = (more: Readonly<Record<string, string>>): string =>
  `models:\n${['spent', 'half', 'so_far', 'weighted'].map((name) => `  - name: ${name}\n    config: {${CLOCKS}${more[name] ?? ''}}\n`).join('')}`

const TEST_OF_HALF = { half: ', leakage: {test: {cuts: 3, mode: truncate}}' }

interface Result {
  readonly unique_id: string
  readonly status: string
  readonly failures: number | null
  readonly message: string | null
}

const results = (json: unknown): readonly (readonly [string, string])[] =>
  (json as { readonly results: readonly Result[] }).results
    .map(({ unique_id: id, status }) => [id.split('.')[2] ?? '', status] as const)
    .filter(([name]) => !name.startsWith('shop-on-run'))

test('`leakage: {test: …}` makes a test of a model, which fails in build and holds back what reads it', async () => {
  await using shop = await withShop({ ...SALES, 'models/clocks.yml': clocks(TEST_OF_HALF) })
  const { code, out, err } = await shop.call('build --select sales spent half after')
  expect(err).toBe('')
  expect(code).toBe(1)
  expect(results(shop.json('target/run_results.json'))).toEqual([
    ['sales', 'success'],
    ['spent', 'success'],
    ['half', 'success'],
    ['leakage_half', 'fail'],
    ['after', 'skipped'],
  ])
  const message =
    "'half' changes with its future: half, in 3 rows of the past (without future after 2026-01-02 00:00:00+00); it begins in spent"
  expect((shop.json('target/run_results.json') as { results: readonly Result[] }).results).toContainEqual(
    expect.objectContaining({ status: 'fail', failures: 3, message }),
  )
  expect(out).toContain(`fail  test leakage_half  models/clocks.yml:5:77
  ${message}
`)
  expect(out).toContain(`  → the way is spent → half

    customer_id  day         with the future                    half
    ───────────  ──────────  ─────────────────────────────────  ────
    1            2026-01-01  as it is                           45
    1            2026-01-01  none after 2026-01-02 00:00:00+00  15
`)
  expect(out).toContain('  more      assay leakage --select half\n')
  expect(await shop.rows("select nspname from pg_namespace where nspname like 'assay_scratch%'")).toEqual([])
})

test('it is a data test to selectors, reports and readers of the manifest', async () => {
  await using shop = await withShop({ ...SALES, 'models/clocks.yml': clocks(TEST_OF_HALF) })
  await shop.call('build --select sales spent half --exclude test_name:leakage')
  const listed = await shop.call('ls --select test_name:leakage --output name')
  expect(listed.out.trim()).toBe('leakage_half')
  const { code } = await shop.call('test --select leakage_half --report junit=junit.xml')
  expect(code).toBe(1)
  expect(shop.read('junit.xml')).toMatch(
    /<testcase name="leakage_half" [^>]*>\s*<failure message="'half' changes with its future: half, in 3 rows/,
  )
  const { nodes } = shop.json('target/manifest.json') as { nodes: Record<string, Record<string, unknown>> }
  const [node] = Object.values(nodes).filter(({ name }) => name === 'leakage_half')
  expect(node).toMatchObject({
    resource_type: 'test',
    original_file_path: 'models/clocks.yml',
    attached_node: 'model.shop.half',
    test_metadata: { name: 'leakage', namespace: null, kwargs: { cuts: 3, mode: 'truncate' } },
    depends_on: { nodes: ['model.shop.half'], macros: ['macro.assay.test_leakage', 'macro.dbt.get_where_subquery'] },
  })
})

test('as a generic test it takes the same words, and passes where nothing looks ahead', async () => {
  await using shop = await withShop({
    ...SALES,
    'models/clocks.yml': `${clocks({})}    data_tests:
      - leakage: {arguments: {at: '2026-01-02', mode: both}}
`
      .replace('- name: weighted', '- name: unused')
      .replace('- name: so_far', '- name: weighted')
      .replace('unused', 'so_far'),
  })
  const { code, out } = await shop.call('build --select sales so_far')
  expect(out).toMatch(/pass +test +leakage_so_far_2026_01_02__both/)
  expect(code).toBe(0)
})

test('with severity warn it says so, and holds nothing back', async () => {
  await using shop = await withShop({
    ...SALES,
    'models/clocks.yml': clocks({ half: ', leakage: {test: {cuts: 3, severity: warn}}' }),
  })
  const { code } = await shop.call('build --select sales spent half after')
  expect(code).toBe(0)
  expect(results(shop.json('target/run_results.json')).slice(-2)).toEqual([
    ['leakage_half', 'warn'],
    ['after', 'success'],
  ])
})

test('what cannot be tried is an error, and no pass', async () => {
  await using shop = await withShop({
    ...SALES,
    'models/clocks.yml': clocks({ weighted: ', leakage: {test: true}' }),
  })
  const { code, out } = await shop.call('build --select sales undated weighted')
  expect(code).toBe(1)
  expect(out).toContain("'weighted' reads the seed 'undated', which says nothing of time: its future cannot be hidden")
  expect(results(shop.json('target/run_results.json')).at(-1)).toEqual(['leakage_weighted', 'error'])
})

test('of a folder those are tried that have clocks; one that asks for it itself must have some', async () => {
  await using shop = await withShop({
    ...SALES,
    'project.yml': 'name: shop\nmodels: {shop: {+leakage: {test: {cuts: 1}}}}\n',
    'models/after.sql': "{{ config(leakage={'test': true}) }}\nselect * from {{ ref('half') }}",
    'models/clocks.yml': clocks({ half: ', leakage: {ignore: [half]}', so_far: ', spine: true' }),
  })
  const { out } = await shop.call('ls --select test_name:leakage --output name')
  expect(out.trim().split('\n')).toEqual(['leakage_after', 'leakage_half', 'leakage_spent', 'leakage_weighted'])
  const built = await shop.call('build --select sales spent half after --exclude leakage_spent')
  expect(built.out).toContain(`error  test leakage_after  models/after.sql:1:11
  'after' cannot be tried for leaks, as leakage_after asks: it is no model that says when its rows happened
`)
  expect(results(shop.json('target/run_results.json')).filter(([name]) => name.startsWith('leakage'))).toEqual([
    ['leakage_half', 'pass'],
    ['leakage_after', 'error'],
  ])
})

test('wrong words in the config are told where they stand, all at once', async () => {
  await using shop = await withShop({
    ...SALES,
    'models/clocks.yml': clocks({
      half: ', leakage: {test: {cuts: 0, mode: cut}, tolerence: 1}',
      spent: ', leakage: {allow: [clock]}',
    }),
  })
  const { code, err } = await shop.call('parse')
  expect(code).toBe(2)
  expect(err).toContain("'leakage.tolerence' means nothing here")
  expect(err).toContain("did you mean 'tolerance'?")
  expect(err).toContain("'leakage.test.cuts' must be at least 1, not the number 0\n  models/clocks.yml:5:")
  expect(err).toContain("'leakage.test.mode' must be truncate, perturb or both, not the text 'cut'")
  expect(err).toContain("'leakage.allow[0]' must be now, random, limit or source, not the text 'clock'")
})

test('a wrong argument of the generic test is told when it is run', async () => {
  await using shop = await withShop({
    ...SALES,
    'models/clocks.yml': `${clocks({})}    data_tests: [{leakage: {arguments: {cuts: many, mode: cut}}}]\n`,
  })
  const { code, out } = await shop.call('build --select sales undated weighted')
  expect(code).toBe(1)
  expect(out).toContain('has cuts: "many", which is not a whole number, at least 1')
  expect(out).toContain(`has mode: "cut", which is not 'truncate', 'perturb' or 'both'`)
})

test('one thread is enough, and several tests wait for one another', async () => {
  await using shop = await withShop({
    ...SALES,
    'models/clocks.yml': clocks({ so_far: ', leakage: {test: {cuts: 1}}', half: ', leakage: {test: {cuts: 1}}' }),
  })
  const one = await shop.call('build --select sales spent half so_far --threads 1')
  expect(one.code).toBe(1)
  const four = await shop.call('test --select test_name:leakage')
  expect([four.code, results(shop.json('target/run_results.json')).length]).toEqual([1, 2])
})

test('with --empty nothing is tried, and nothing held back', async () => {
  await using shop = await withShop({ ...SALES, 'models/clocks.yml': clocks(TEST_OF_HALF) })
  const { code, out } = await shop.call('build --empty --select sales spent half after')
  expect(code).toBe(0)
  expect(out).toMatch(/skip +test +leakage_half +not tried/)
})

test('with --defer seeds are read where the other target has them', async () => {
  await using shop = await withShop({ ...SALES, 'models/clocks.yml': clocks(TEST_OF_HALF) })
  await shop.call('build --select sales spent half --exclude test_name:leakage')
  const { out } = await shop.call('build --select half --defer --state target --target-schema pr_1')
  expect(out).toMatch(/fail +test +leakage_half +3 results/)
})

test('values of personal columns are not shown', async () => {
  await using shop = await withShop({
    ...SALES,
    'models/clocks.yml': clocks(TEST_OF_HALF),
    'models/personal.yml': `models:
  - name: after
    columns: [{name: half}]
`,
    'seeds/sales.yml': `${SALES['seeds/sales.yml']}    columns: [{name: customer_id, meta: {pii: true}}]\n`,
  })
  const { out } = await shop.call('build --select sales spent half')
  expect(out).toContain('***          ***  as it is                           ***')
})
