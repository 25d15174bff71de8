/** dbt's unit tests of what looks back in time: rows are given to what is read in the end. */
import { expect, test } from 'vitest'
import { withCommands } from '../testing/shop-project.ts'

const PROJECT = {
  'project.yml': 'name: shop\n',
  'seeds/visits.csv': 'visit_id,customer_id,visited_at,loaded_at,amount\n1,1,2025-01-01,2025-01-02,3\n',
  'seeds/points.csv': 'customer_id,asked_at,churned\n1,2025-01-05,true\n',
  'seeds/seeds.yml': `seeds:
  - name: visits
    config:
      {entity: [customer_id], event_time: visited_at, knowledge_time: loaded_at, tie_break: [visit_id],
       column_types: {visited_at: timestamptz, loaded_at: timestamptz}}
  - {name: points, config: {entity: [customer_id], event_time: asked_at, label: churned}}
`,
  'models/features.yml': `feature_views:
  - name: visit_features
    entity: [customer_id]
    model: visits
    features:
      - {name: visits_30, function: count, column: "*", window: 30 days, nulls: {fill: 0}}
      - {name: last_amount, column: amount}
      - {name: doubled, expression: 2 * last_amount}
training_sets:
  - {name: churn_training, spine: points, feature_views: [visit_features]}
`,
  'models/joined.sql': "{{ as_of_join(ref('points'), ref('visits'), columns=['amount']) }}",
  'models/rolled.sql':
    "{{ rolling_features(ref('points'), ref('visits'), aggregations=[{'function': 'sum', 'column': 'amount'}], windows=['30 days']) }}",
  'models/by_hand.sql': "{{ training_set(ref('points'), [ref('visit_features')]) }}",
  'models/online.sql': "select customer_id, last_amount from {{ ref('visit_features') }}",
}

/** The visit of the 20th was known in March only. */
const GIVEN = `    given:
      - input: ref('points')
        rows: [{customer_id: 1, asked_at: 2025-03-01}, {customer_id: 2, asked_at: 2025-03-01}]
      - input: ref('visits')
        rows:
          - {visit_id: 1, customer_id: 1, visited_at: 2025-02-10, loaded_at: 2025-02-11, amount: 5}
          - {visit_id: 2, customer_id: 1, visited_at: 2025-02-20, loaded_at: 2025-03-02, amount: 7}
`

const unitTest = (model: string, rows: string, given = GIVEN): string =>
  `  - name: of_${model}\n    model: ${model}\n${given}    expect:\n      rows: [${rows}]\n`

const FEATURES =
  '{customer_id: 1, visits_30: 1, last_amount: 5, doubled: 10}, {customer_id: 2, visits_30: 0, last_amount: null, doubled: null}'

test.each(['before anything is built', 'when all is built'])(
  'as-of joins, windows, training sets and feature views are tested with rows of what they read, %s',
  async (when) => {
    await using shop = await withCommands({
      ...PROJECT,
      'models/tests.yml': `unit_tests:
${unitTest('joined', '{customer_id: 1, amount: 5}, {customer_id: 2, amount: null}')}
${unitTest('rolled', '{customer_id: 1, sum_amount_30_days: 5}, {customer_id: 2, sum_amount_30_days: null}')}
${unitTest('by_hand', FEATURES)}
${unitTest('churn_training', FEATURES)}
${unitTest(
  'visit_features',
  '{customer_id: 1, visits_30: 1, last_amount: 5}',
  `${GIVEN.replace(/ {6}- input: ref\('points'\)\n.*\n/, '')}    overrides: {vars: {features_as_of: '2025-03-01 00:00+00'}}\n`,
)}
`,
    })
    if (when === 'when all is built') expect((await shop.call('build --exclude test_type:unit')).code).toBe(0)
    const { code, out } = await shop.call('test --select test_type:unit')
    expect({ code, out: code === 0 ? '' : out }).toEqual({ code: 0, out: '' })
    expect(out).toContain('5 passed')
  },
)

test('a test that expects what was not known then fails', async () => {
  await using shop = await withCommands({
    ...PROJECT,
    'models/tests.yml': `unit_tests:\n${unitTest('by_hand', FEATURES.replace('last_amount: 5', 'last_amount: 7'))}`,
  })
  const { code, out } = await shop.call('test --select test_type:unit')
  expect(code).toBe(1)
  expect(out).toMatch(/→ ,1 +,1 +,7→5/)
})

test('what reads the rows of a feature view must be given some, and so must what a feature view reads', async () => {
  const spine = GIVEN.split('\n').slice(0, 3).join('\n').concat('\n')
  await using shop = await withCommands({
    ...PROJECT,
    'models/tests.yml': `unit_tests:\n${unitTest('online', '{customer_id: 1, last_amount: 5}', '    given: []\n')}${unitTest('by_hand', FEATURES, spine)}`,
  })
  await shop.call('build --exclude test_type:unit')
  const { code, out } = await shop.call('test --select test_type:unit')
  expect(code).toBe(1)
  expect(out).toContain("unit test 'of_online' has no rows for ref('visit_features'), which the model 'online' reads")
  expect(out).toContain("unit test 'of_by_hand' has no rows for ref('shop', 'visits'), which the model 'by_hand' reads")
})

test('rows may be given to a feature view where its own are read', async () => {
  await using shop = await withCommands({
    ...PROJECT,
    'models/tests.yml': `unit_tests:\n${unitTest(
      'online',
      '{customer_id: 4, last_amount: 9}',
      "    given: [{input: ref('visit_features'), rows: [{customer_id: 4, last_amount: 9}]}]\n",
    )}`,
  })
  await shop.call('build --exclude test_type:unit')
  const { code, out } = await shop.call('test --select test_type:unit')
  expect({ code, out: code === 0 ? '' : out }).toEqual({ code: 0, out: '' })
})
