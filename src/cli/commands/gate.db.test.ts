import { afterAll, beforeAll, expect, test } from 'vitest'
import { junitFaults, sarifFaults } from '../../testing/report-schemas.ts'
import { type Shop, withShop } from '../../testing/shop-project.ts'

const PROJECT = `name: shop
models:
  shop:
    +materialized: table
`

const MODELS = `models:
  - name: orders
    description: What was ordered.
    access: public
    config: {contract: {enforced: true}}
    columns:
      - {name: id, data_type: int, description: Its number., data_tests: [unique]}
      - {name: customer, data_type: text, description: Who.}
      - {name: amount, data_type: 'numeric(10,2)', description: How much.}
  - name: customers
    columns:
      - name: customer
        description: Who.
        data_tests: [{accepted_values: {arguments: {values: [ann]}}}]
`

const CHURN = (meta: string): string => `exposures:
  - name: churn
    type: ml
    owner: {name: Ann}
    depends_on: [ref('metrics')]
    config:
      meta: ${meta}
`

const GATES = 'gates: [{metric: macro_f1, min: 0.72}, {metric: ece, max: 0.05}]'

const FILES = {
  'project.yml': `${PROJECT}gates:
  tests:
    - {select: orders}
    - {select: customers, mode: soft}
  freshness: soft
  coverage: {docs: 40, columns: 100, tests: 50}
`,
  'models/models.yml': MODELS,
  'models/orders.sql': "select id, customer, amount::numeric(10,2) as amount from {{ ref('raw_orders') }}\n",
  'models/metrics.sql':
    "select * from (values ('test', 'macro_f1', 0.75), ('test', 'ece', 0.04), ('train', 'macro_f1', 0.9)) as m (split, metric, value)\n",
  'exposures.yml': CHURN(`{metrics: {relation: ref('metrics'), where: "split = 'test'"}, ${GATES}}`),
}

let shop: Shop

beforeAll(async () => {
  shop = await withShop(FILES)
  await shop.call('build --exclude resource_type:test')
}, 60_000)

afterAll(() => shop?.[Symbol.asyncDispose]())

/** The lines of the table, the room between cells left out. */
function tableOf(out: string): readonly string[] {
  const lines = out.split('\n')
  const begin = lines.findIndex((line) => line.startsWith('gate  ')) + 2
  return lines.slice(begin, lines.indexOf('', begin)).map((line) => line.replace(/ {2,}/g, ' | '))
}

test('one table says what was wanted, what was got, and where to look; a soft gate stops nobody', async () => {
  const { code, out } = await shop.call('gate')
  expect(tableOf(out)).toEqual([
    'tests: data tests of orders | 1 passes | 1 pass | pass',
    'tests: data tests of customers | all 2 pass | 1 pass, 1 fail | warn | models/models.yml:14',
    'freshness | 1 in time | 1 late | warn | sources.yml:7',
    'contracts | 1 kept | 1 kept | pass',
    'breaking | nothing lost | no --state to compare | skip',
    'coverage: described models | ≥ 40 % | 25 % (1 of 4) | fail | models/models.yml:10',
    'coverage: described columns | ≥ 100 % | 100 % (4 of 4) | pass',
    'coverage: tested models | ≥ 50 % | 50 % (2 of 4) | pass',
    "metrics: macro_f1 of churn | ≥ 0.72 | 0.75 | pass | ref('metrics')",
    "metrics: ece of churn | ≤ 0.05 | 0.04 | pass | ref('metrics')",
  ])
  expect(out).toContain('customers  models/models.yml:10:11\n    it has no description\n')
  expect(out).toContain('Gate closed: 1 fail, 2 warn, 6 pass, 1 skip\n')
  expect(code).toBe(1)
})

test('reports have each finding with its place and rows, and the table is in the summary', async () => {
  const summary = `${shop.folder.path}/summary.md`
  const { code, out } = await shop.call(
    'gate --only tests coverage --report junit=target/gate.xml sarif=target/gate.sarif github',
    { environment: { GITHUB_STEP_SUMMARY: summary } },
  )
  expect(code).toBe(1)
  expect(await junitFaults(shop.read('target/gate.xml'))).toEqual([])
  expect(shop.read('target/gate.xml')).toContain('value_field  n_records\nbob          1')
  expect(sarifFaults(shop.json('target/gate.sarif'))).toEqual([])
  expect(out).toContain('::warning file=models/models.yml,line=14,')
  expect(out).toContain(
    '::error file=models/models.yml,line=10,col=11,title=coverage%3A customers::it has no description',
  )
  expect(shop.read('summary.md')).toContain('| gate | wanted | got | verdict | where to look |')
})

test('--dry-run says what would be asked, and asks nothing', async () => {
  const { code, out } = await shop.call('gate --dry-run', {
    environment: { DATABASE_URL: 'postgres://localhost:1/none' },
  })
  expect(code).toBe(0)
  expect(out).toContain('tests: data tests of customers  all 2 pass\n')
  expect(out).toContain('metrics: ece of churn           ≤ 0.05\n')
  expect(out).toContain('10 gates would be asked\n')
})

test('--fast asks what needs no database', async () => {
  const { code, out } = await shop.call(['gate', '--fast', '--gates', '{coverage: {docs: 20}}'], {
    environment: { DATABASE_URL: 'postgres://localhost:1/none' },
  })
  expect(code).toBe(0)
  expect(tableOf(out)).toEqual([
    'tests: data tests of orders | 1 passes | not asked | skip',
    'tests: data tests of customers | all 2 pass | not asked | skip',
    'freshness | 1 in time | not asked | skip',
    'contracts | 1 kept | 1 kept as declared | pass',
    'breaking | nothing lost | no --state to compare | skip',
    'coverage: described models | ≥ 20 % | 25 % (1 of 4) | pass',
    'metrics: macro_f1 of churn | ≥ 0.72 | not asked | skip',
    'metrics: ece of churn | ≤ 0.05 | not asked | skip',
  ])
})

test('--from-artifacts judges what was run before; what was not is not known', async () => {
  await shop.call('test --select customers')
  const options = { environment: { DATABASE_URL: 'postgres://localhost:1/none' } }
  const { code, out } = await shop.call('gate --from-artifacts --only tests', options)
  expect(tableOf(out)).toEqual([
    'tests: data tests of orders | 1 passes | 0 pass, 1 not run | unknown | models/models.yml:7',
    'tests: data tests of customers | all 2 pass | 1 pass, 1 fail | warn | models/models.yml:14',
  ])
  expect(code).toBe(2)
  // What is only compiled says nothing of tests, and takes nothing away.
  await shop.call('docs generate')
  const compiled = await shop.call('gate --from-artifacts --only tests', options)
  expect(tableOf(compiled.out)).toEqual(tableOf(out))
})

test('--select narrows every gate', async () => {
  const { out } = await shop.call('gate --select orders --only tests contracts')
  expect(tableOf(out)).toContain('contracts | 1 kept | 1 kept | pass')
  expect(tableOf(out)).toContain('tests: data tests of customers | all pass | no tests | skip')
})

test.each([
  ['gates: {test: hard}', "gates does not know 'test'", "did you mean 'tests'?", 'project.yml:5:9'],
  ['gates: {freshness: sfot}', 'gates.freshness must be hard, soft or off', '', 'project.yml:5:20'],
  ['gates: {coverage: {doc: 80}}', "gates.coverage does not know 'doc'", "did you mean 'docs'?", 'project.yml:5:20'],
  ['gates: {coverage: {docs: 180}}', "'docs' must be at most 100", '', 'project.yml:5:26'],
])('%s is a mistake in the project', async (gates, message, hint, place) => {
  await using other = await withShop({ ...FILES, 'project.yml': `${PROJECT}${gates}\n` })
  const { code, err } = await other.call('gate')
  expect(err).toContain(message)
  expect(err).toContain(hint)
  expect(err).toContain(place)
  expect(code).toBe(2)
})

test.each([
  [`{metrics: ref('metrics'), gates: [{metric: ece, max: 0.05}]}`, 'ece of churn | ≤ 0.05 | 0.04 | pass'],
  [`{metrics: ref('metrics'), gates: [{metric: macro_f1, min: 0.7}]}`, "2 values: tell them apart with 'where' | fail"],
  [`{metrics: ref('metrics'), gates: [{metric: macro_f2, min: 0.7}]}`, "missing: did you mean 'macro_f1'? | fail"],
  [`{metrics: ref('metrix'), gates: [{metric: ece, max: 1}]}`, "did you mean 'metrics'?"],
  [`{metrics: {file: m.json}, gates: [{metric: macro avg.f1-score, min: 0.7, max: 1}]}`, '≥ 0.7, ≤ 1 | 0.81 | pass'],
  [`{metrics: {file: m.csv}, gates: [{metric: auc, min: 0.8}]}`, 'auc of churn | ≥ 0.8 | 0.79 | fail | m.csv'],
  [`{metrics: {file: none.json}, gates: [{metric: auc, min: 0.8}]}`, 'there is no such file | fail | none.json'],
])('of an exposure with %s', async (meta, line) => {
  await shop.folder.write('exposures.yml', CHURN(meta))
  await shop.folder.write('m.json', '{"macro avg": {"f1-score": 0.81}}')
  await shop.folder.write('m.csv', 'auc,ece\n0.79,0.2\n')
  const { out } = await shop.call('gate --only metrics')
  expect(tableOf(out).join('\n')).toContain(line)
  await shop.folder.write('exposures.yml', FILES['exposures.yml'])
})

test.each([
  ['{gates: [{metric: a, min: 1}]}', 'nothing says where they are'],
  ["{metrics: ref('metrics'), gates: [{metrik: a, min: 1}]}", "config.meta.gates[0] does not know 'metrik'"],
  ["{metrics: ref('metrics'), gates: [{metric: a}]}", 'must be given a min or a max'],
  ["{metrics: {relation: ref('metrics'), were: a}, gates: [{metric: a, min: 1}]}", "did you mean 'where'?"],
])('of an exposure %s is a mistake, told with its place', async (meta, message) => {
  await shop.folder.write('exposures.yml', CHURN(meta))
  const { code, err } = await shop.call('gate --only metrics')
  expect(err).toContain(message)
  expect(err).toContain('exposures.yml:2:11')
  expect(code).toBe(2)
  await shop.folder.write('exposures.yml', FILES['exposures.yml'])
})

test('what readers lose against an earlier state: promised columns, and columns that were there', async () => {
  await using later = await withShop(FILES)
  await later.call('build --exclude resource_type:test')
  await later.call('docs generate --target-path prod')
  await later.folder.write(
    'models/models.yml',
    MODELS.replace('      - {name: customer, data_type: text, description: Who.}\n', ''),
  )
  await later.folder.write(
    'models/orders.sql',
    "select id, amount::numeric(10,2) as amount from {{ ref('raw_orders') }}\n",
  )
  await later.folder.write('models/customers.sql', 'select 1 as customer, 2 as spend\n')
  await later.call('run')
  const { code, out } = await later.call('gate --only breaking contracts --state prod')
  expect(tableOf(out)).toEqual([
    'contracts | 1 kept | 1 kept | pass',
    'breaking | nothing lost | 5 lost (contracts and columns) | fail | models/orders.sql:1',
  ])
  expect(out).toContain('column customer was removed')
  expect(out).toContain('column customer was text and is integer')
  expect(out).toContain('column spent is gone from the database')
  expect(code).toBe(1)
  await later.rows('alter table analytics.orders add column extra text, alter column amount type text')
  const { out: grown } = await later.call('gate --only contracts --report github')
  // Of a column that YAML declares that is the place; of one that it does not, the model's there.
  expect(grown).toContain(
    '::error file=models/models.yml,line=8,col=16,title=contracts%3A orders::column amount is text',
  )
  expect(grown).toContain(
    '::error file=models/models.yml,line=2,col=11,title=contracts%3A orders::column extra is there',
  )
})

test('a leak closes the gate', async () => {
  await using leaky = await withShop({
    'seeds/sales.csv': 'customer_id,day,amount\n1,2026-01-01,10\n1,2026-01-02,20\n1,2026-01-03,60\n',
    'seeds/sales.yml': `seeds: [{name: sales, config: {entity: [customer_id], event_time: day, availability_delay: 0}}]\n`,
    'models/spent.sql':
      "select customer_id, day, sum(amount) over (partition by customer_id) as spent from {{ ref('sales') }}",
    'models/clocks.yml': `models: [{name: spent, config: {entity: [customer_id], event_time: day, availability_delay: 0}}]\n`,
  })
  await leaky.call('seed')
  const { code, out } = await leaky.call([
    'gate',
    '--only',
    'leakage',
    '--gates',
    '{leakage: {select: spent, cuts: 2}}',
  ])
  expect(tableOf(out)).toEqual(['leakage: spent | no leak found | 1 leak | fail | models/spent.sql:1'])
  expect(out).toContain('what it says of the past changes with the future: spent')
  expect(code).toBe(1)
})

test('--from-artifacts judges leaks and metrics by what was found out before, and says what nobody knows', async () => {
  const spent = (sql: string): string => `select customer_id, day, ${sql} as spent from {{ ref('sales') }}`
  const clocks = '{entity: [customer_id], event_time: day, availability_delay: 0}'
  await using shop = await withShop({
    'project.yml': `${PROJECT}gates: {leakage: {select: spent so_far, cuts: 2}}\n`,
    'seeds/sales.csv': 'customer_id,day,amount\n1,2026-01-01,10\n1,2026-01-02,20\n1,2026-01-03,60\n',
    'seeds/sales.yml': `seeds: [{name: sales, config: ${clocks}}]\n`,
    'models/spent.sql': spent('sum(amount) over (partition by customer_id)'),
    'models/so_far.sql': spent('sum(amount) over (partition by customer_id order by day)'),
    'models/clocks.yml': `models: [{name: spent, config: ${clocks}}, {name: so_far, config: ${clocks}}]\n`,
    'models/metrics.sql': FILES['models/metrics.sql'],
    'exposures.yml': FILES['exposures.yml'],
  })
  await shop.call('build --exclude resource_type:test')
  const asked = await shop.call('gate --only leakage metrics')
  expect(asked.code).toBe(1)
  const recorded = (): ReturnType<typeof shop.call> =>
    shop.call('gate --from-artifacts --only leakage metrics', {
      environment: { DATABASE_URL: 'postgres://localhost:1/none' },
    })
  const same = await recorded()
  expect([same.code, tableOf(same.out)]).toEqual([1, tableOf(asked.out)])
  expect(tableOf(same.out)[0]).toBe(
    'leakage: spent so_far | no leak found | 1 leak, 1 clean | fail | models/spent.sql:1',
  )
  expect(shop.read('target/leakage.json')).not.toContain('example')

  await shop.folder.write('models/spent.sql', spent('amount'))
  await shop.folder.write('exposures.yml', FILES['exposures.yml'].replace("split = 'test'", "split = 'train'"))
  const changed = await recorded()
  expect([changed.code, tableOf(changed.out)]).toEqual([
    2,
    [
      'leakage: spent so_far | no leak found | 1 not judged, 1 clean | unknown | models/spent.sql:1',
      'metrics: macro_f1 of churn | ≥ 0.72 | not judged: they were read elsewhere | unknown | assay gate --only metrics',
      'metrics: ece of churn | ≤ 0.05 | not judged: they were read elsewhere | unknown | assay gate --only metrics',
    ],
  ])
  expect(changed.out).toMatch(
    /not judged: its code is another since \d{4}-\d\d-\d\d; run assay leakage --select spent\n/,
  )
  await shop.call('docs generate')
  expect(shop.json('target/leakage.json').models).toMatchObject({
    'model.shop.spent': { verdict: 'leak', code_changed: true },
    'model.shop.so_far': { verdict: 'clean', code_changed: false },
  })
}, 60_000)

test('--from-artifacts knows of no promised column in the database without a catalog', async () => {
  await using later = await withShop(FILES)
  await later.call('run')
  const call = 'gate --from-artifacts --only contracts'
  const { code, out } = await later.call(call)
  expect(tableOf(out)).toEqual([
    'contracts | 1 kept | 1 kept as declared, not judged in the database | unknown | assay docs generate',
  ])
  expect(code).toBe(2)
  await later.call('docs generate')
  expect((await later.call(call)).code).toBe(0)
})
