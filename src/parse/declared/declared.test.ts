import { describe, expect, test } from 'vitest'
import { load, problems, warnings, withFiles } from '../../testing/load-project.ts'

const SHOP = {
  'models/history.sql': 'select 1 as applicant_id',
  'models/bare.sql': 'select 1 as applicant_id',
  'models/points.sql': 'select 1 as applicant_id',
  'models/shop.yml': `
models:
  - name: history
    config: {entity: [applicant_id], event_time: seen_at, knowledge_time: known_at}
  - name: points
    config: {entity: [applicant_id], event_time: asked_at, label: is_default}
    columns: [{name: is_default, config: {knowledge_time: decided_at}}]
sources:
  - {name: raw, tables: [{name: countries, config: {static: true, entity: [country]}}]}
entities:
  - {name: applicant, keys: applicant_id, description: Who asks for a loan}
`,
}

/** A feature view over `history`, with these features. */
function view(features: string, more = ''): string {
  return `feature_views:\n  - name: applicants\n    entity: applicant\n    model: history\n${more}    features:\n${features}`
}

const ofFiles = (yaml: string) => problems({ ...SHOP, 'models/f.yml': yaml })

test('a feature view is a model made of what it says', async () => {
  await using folder = await withFiles({
    ...SHOP,
    'models/gold/f.yml': `feature_views:
  - name: applicants
    description: What is known
    entity: applicant
    model: history
    owner: {name: Risk}
    ttl: 365 days
    tags: [online]
    meta: {tier: 1}
    columns: [{name: applicant_id, data_tests: [unique]}]
    data_tests: [no_skew]
    features:
      - {name: income, description: A year, dtype: numeric, unit: EUR, nulls: forbid}
      - name: paid
        function: sum
        column: amount
        window: 90 days
        where: "status = 'settled'"
        nulls: {fill: 0}
        data_tests: [{assay.accepted_range: {arguments: {min_value: 0}}}]
      - {name: ratio, expression: "debt / nullif(income, 0)"}
`,
  })
  const { manifest } = await load(folder)
  const node = [...manifest.nodes.values()].find(({ name }) => name === 'applicants')
  if (node?.kind !== 'model') throw new Error('no model')
  expect(node.rawCode).toBe(`{{ assay.feature_view(
    ref('history'),
    keys=['applicant_id'],
    features=[
        {'name': 'income', 'column': 'income', 'ttl': '365 days', 'dtype': 'numeric'},
        {'name': 'paid', 'function': 'sum', 'column': 'amount', 'window': '90 days', 'where': 'status = \\'settled\\'', 'fill': '0'},
        {'name': 'ratio', 'expression': 'debt / nullif(income, 0)'},
    ]
) }}`)
  expect(node.fqn).toEqual(['shop', 'gold', 'applicants'])
  expect(node.dependsOn).toEqual({ macros: ['macro.assay.feature_view'], nodes: ['model.shop.history'] })
  expect(node.config).toMatchObject({
    materialized: 'materialized_view',
    indexes: [{ columns: ['applicant_id'], unique: true }],
    tags: ['online'],
    meta: { tier: 1, assay: { kind: 'feature_view', feature_view: { keys: ['applicant_id'], owner: 'Risk' } } },
  })
  expect(node.unrenderedConfig).toEqual({
    materialized: 'materialized_view',
    indexes: [{ columns: ['applicant_id'], unique: true }],
    tags: ['online'],
    meta: { tier: 1 },
  })
  expect([...node.columns.values()].map(({ name, data_type, meta }) => [name, data_type, meta])).toEqual([
    ['applicant_id', null, {}],
    ['features_as_of', null, {}],
    ['income', 'numeric', { unit: 'EUR' }],
    ['paid', null, {}],
    ['ratio', null, {}],
  ])
  expect(node.declared).toMatchObject({
    kind: 'feature_view',
    entity: 'applicant',
    keys: ['applicant_id'],
    reads: 'model.shop.history',
    owner: 'Risk',
    features: [
      { kind: 'latest', name: 'income', column: 'income', ttl: '365 days', nulls: { kind: 'forbid' } },
      { kind: 'aggregate', name: 'paid', window: '90 days', nulls: { kind: 'fill', value: '0' } },
      { kind: 'expression', name: 'ratio', expression: 'debt / nullif(income, 0)' },
    ],
  })
  const tests = [...manifest.nodes.values()].filter(({ kind }) => kind === 'test')
  expect(tests.map(({ name }) => name)).toEqual([
    'not_null_applicants_income',
    'assay_accepted_range_applicants_paid__0',
    'unique_applicants_applicant_id',
    'no_skew_applicants_',
  ])
  expect(tests.every((one) => one.dependsOn.nodes.includes(node.id))).toBe(true)
  expect([...manifest.entities.values()]).toMatchObject([
    { id: 'entity.shop.applicant', keys: ['applicant_id'], description: 'Who asks for a loan' },
  ])
})

test('a training set takes entity, time and label from its spine, which is one for the experiment, too', async () => {
  await using folder = await withFiles({
    ...SHOP,
    'models/f.yml': `${view('      - {name: income}\n')}
training_sets:
  - name: examples
    spine: points
    feature_views: [applicants, {name: ref('applicants'), features: [income], prefix: x_, entity: {guarantor_id: applicant_id}}]
    splits: {train: 12 months, test: 2 months, label_lag: 6 months, as_of: 2026-05-01, group_by: applicant_id}
`,
  })
  const { manifest } = await load(folder)
  const byName = (name: string) => [...manifest.nodes.values()].find((node) => node.name === name)
  const set = byName('examples')
  if (set?.kind !== 'model') throw new Error('no model')
  expect(set.rawCode).toBe(`{{ assay.training_set(
    ref('points'),
    [
        ref('applicants'),
        {'view': ref('applicants'), 'features': ['income'], 'prefix': 'x_', 'entity': {'guarantor_id': 'applicant_id'}},
    ]
) }}
{# label: as the spine says; train: 12 months; test: 2 months; label_lag: 6 months; as_of: 2026-05-01; group_by: applicant_id #}`)
  expect(set.dependsOn.nodes).toEqual(['model.shop.points', 'model.shop.applicants'])
  expect(set.config).toMatchObject({
    materialized: 'training_set',
    entity: ['applicant_id'],
    event_time: 'asked_at',
    label: ['is_default'],
    meta: { assay: { kind: 'training_set' } },
  })
  expect(set.declared).toEqual({
    kind: 'training_set',
    spine: 'model.shop.points',
    views: [
      { view: 'model.shop.applicants', features: null, prefix: '', entity: null },
      {
        view: 'model.shop.applicants',
        features: ['income'],
        prefix: 'x_',
        entity: { guarantor_id: 'applicant_id' },
      },
    ],
    label: ['is_default'],
    labelObservedAt: 'decided_at',
    splits: {
      spans: [
        { name: 'train', length: '12 months' },
        { name: 'test', length: '2 months' },
      ],
      labelLag: '6 months',
      embargo: null,
      asOf: '2026-05-01',
      group: ['applicant_id'],
    },
  })
  expect(byName('points')?.config.spine).toBe(true)
})

describe('refused, where it is written:', () => {
  test('keys nobody knows and values nobody can read, several at once', async () => {
    const yaml = view(`      - {name: income, dtyp: numeric}
      - {name: paid, function: total, column: amount, windw: 90 days}
      - {name: debt, ttl: often, nulls: never}
`)
    expect(await ofFiles(yaml)).toEqual([
      "unknown-property models/f.yml:6:24 feature view 'applicants', feature 'income': 'dtyp' means nothing here (did you mean 'dtype'?)",
      "unknown-property models/f.yml:7:55 feature view 'applicants', feature 'paid': 'windw' means nothing here (did you mean 'window'?)",
      "missing-property models/f.yml:7:9 feature view 'applicants', feature 'paid' lacks 'window' (add 'window': text)",
      "invalid-property models/f.yml:7:32 feature view 'applicants', feature 'paid': 'function' must be avg, sum, count, min, max or stddev, not the text 'total'",
      "invalid-property models/f.yml:8:27 feature view 'applicants', feature 'debt': 'ttl' must be a length of time, such as '90 days', not the text 'often'",
      "invalid-property models/f.yml:8:41 feature view 'applicants', feature 'debt': 'nulls' must be a mapping, allow or forbid, not the text 'never'",
    ])
  })

  test('what is not declared: an entity, a model, a view, a feature', async () => {
    const yaml = `feature_views:
  - {name: a, entity: aplicant, model: history, features: [{name: income}]}
  - {name: b, entity: [applicant_id], model: histry, features: [{name: income}]}
  - {name: c, entity: applicant, model: history, features: [{name: income}]}
training_sets:
  - {name: s, spine: points, feature_views: [cc, history, {name: c, features: [incom]}]}
`
    expect(await ofFiles(yaml)).toEqual([
      "unknown-entity models/f.yml:2:23 feature view 'a' is about the entity 'aplicant', which is not declared (did you mean 'applicant'?)",
      "unknown-ref models/f.yml:3:46 ref('histry') finds no model, seed or snapshot (did you mean 'history'?)",
      "unknown-ref models/f.yml:6:46 ref('cc') finds no model, seed or snapshot (did you mean 'c'?)",
      "no-feature-view models/f.yml:6:50 training set 's' names the model 'history' among its feature views (declare it under 'feature_views:', and name that)",
      "unknown-feature models/f.yml:6:80 training set 's' wants the feature 'incom' of 'c', which has none of that name (did you mean 'income'?)",
    ])
  })

  test('clocks, keys and labels that are missing, with what to write where', async () => {
    const yaml = `feature_views:
  - {name: a, entity: applicant, model: bare, features: [{name: income}]}
  - {name: b, entity: [who], model: history, features: [{name: income}]}
  - {name: c, entity: [country], model: "source('raw', 'countries')", features: [{name: n, function: count, column: "*", window: 1 day}]}
training_sets:
  - {name: s, spine: bare, feature_views: [b]}
`
    expect(await ofFiles(yaml)).toEqual([
      "undeclared-clock models/f.yml:2:41 feature view 'a' reads model 'bare', which does not say when its rows happened (write 'event_time: <column>' in its config (models/bare.sql), or 'static: true' if it is true since always)",
      "undeclared-clock models/f.yml:2:23 feature view 'a' reads model 'bare', which declares no column 'applicant_id' (write 'entity: [applicant_id]' in its config (models/bare.sql))",
      "undeclared-clock models/f.yml:3:23 feature view 'b' reads model 'history', which declares no column 'who' (write 'entity: [who]' in its config (models/shop.yml))",
      "undeclared-clock models/f.yml:4:82 feature view 'c', feature 'n', reads source 'raw.countries', which is static, so it has no times to look back over (write 'event_time: <column>' in its config (models/shop.yml))",
      "no-label models/f.yml:6:22 training set 's' has no label: model 'bare' declares none (write 'label: <column>' here, or in the config of model 'bare' (models/bare.sql))",
      "undeclared-clock models/f.yml:6:22 training set 's' reads model 'bare', which does not say for which times to predict (write 'event_time: <column>' in its config (models/bare.sql))",
    ])
  })

  test('a column twice, an entity twice, a view that is called like a model', async () => {
    const yaml = `entities:
  - {name: loan, keys: [loan_id]}
  - {name: loan, keys: [id]}
${view('      - {name: income}\n      - {name: applicant_id}\n      - {name: income, column: earned}\n')}
  - {name: history, entity: applicant, model: points, features: [{name: x}]}
`
    expect(await ofFiles(yaml)).toEqual([
      "duplicate-name models/f.yml:3:12 there are two entities called 'loan': also in models/f.yml:2 (rename one of them)",
      "duplicate-feature models/f.yml:10:16 feature view 'applicants' has the column 'applicant_id' twice: it is a key (give the feature another name)",
      "duplicate-feature models/f.yml:11:16 feature view 'applicants' has the column 'income' twice: it is the feature in line 9 (give the feature another name)",
      "duplicate-name models/f.yml:13:12 there are two models called 'history': also in models/history.sql (rename one of them; ref('history') could mean either)",
    ])
  })

  test('what cannot be built so, what is no reference, spans without a length', async () => {
    const yaml = `${view('      - {name: income}\n', '    config: {materialized: incremental}\n')}
  - {name: b, entity: applicant, model: "select 1", features: [{name: x}]}
training_sets:
  - {name: s, spine: points, feature_views: [applicants], splits: {train: a year, label_lag: soon}}
  - {name: t, spine: points, feature_views: [applicants], splits: {embargo: 1 day}}
`
    expect(await ofFiles(yaml)).toEqual([
      "invalid-property models/f.yml:5:28 feature view 'applicants' cannot be materialized as 'incremental' (write materialized_view, table, view, or leave it out)",
      "invalid-property models/f.yml:9:41 feature view 'b': 'model' must be the name of a model or a reference, not 'select 1' (write a name, ref('…') or source('…', '…'))",
      "invalid-property models/f.yml:11:94 training set 's': 'label_lag' must be whole days, weeks, months or years, such as '12 months', not the text 'soon'",
      "invalid-property models/f.yml:11:75 training set 's', split 'train': it must be whole days, weeks, months or years, such as '12 months', not the text 'a year'",
      "invalid-property models/f.yml:12:67 training set 't': 'splits' has no span (write 'train: 12 months')",
    ])
  })
})

test('a clock that is nearly spelt right is told, in a config of any kind', async () => {
  const found = await warnings({
    'models/m.sql': "{{ config(knowlege_time='known_at') }} select 1 as id",
    'models/m.yml': `models: [{name: m, config: {entty: [id], lekage: {test: true}}}]
sources: [{name: raw, tables: [{name: t, config: {event_tme: at, availabilty_delay: 0}}]}]
`,
  })
  expect(found.map((line) => line.replace(/^\S+ (\S+) .*did you mean ('\w+').*$/, '$1 $2')).sort()).toEqual([
    "models/m.sql:1:11 'knowledge_time'",
    "models/m.yml:1:29 'entity'",
    "models/m.yml:1:42 'leakage'",
    "models/m.yml:2:51 'event_time'",
    "models/m.yml:2:66 'availability_delay'",
  ])
})
