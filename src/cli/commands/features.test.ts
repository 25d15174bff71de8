import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callCli } from '../../testing/call-cli.ts'
import { withFiles } from '../../testing/load-project.ts'
import type { ProjectFolder } from '../../testing/with-project.ts'

const YAML = `models:
  - name: history
    config: {entity: [applicant_id], event_time: seen_at, knowledge_time: known_at}
  - name: points
    config: {entity: [applicant_id], event_time: asked_at, label: is_default}
entities:
  - {name: applicant, keys: applicant_id, description: Who asks}
feature_views:
  - name: applicants
    description: What they told us
    entity: applicant
    model: history
    owner: Risk
    features:
      - {name: income, dtype: numeric, unit: EUR, nulls: forbid, ttl: 365 days}
      - {name: paid, description: A quarter, function: sum, column: amount, window: 90 days, where: "status = 'settled'", nulls: {fill: 0}}
      - {name: ratio, expression: paid / income}
  - {name: people, entity: [applicant_id], model: history, features: [{name: age}]}
training_sets:
  - {name: examples, spine: points, feature_views: [applicants, {name: people, prefix: p_}], splits: {train: 1 year}}
exposures:
  - {name: scorer, type: ml, owner: {name: us}, depends_on: [ref('applicants')]}
`

let folder: ProjectFolder

beforeAll(async () => {
  const sql = 'select 1 as applicant_id'
  folder = await withFiles({ 'models/history.sql': sql, 'models/points.sql': sql, 'models/all.yml': YAML })
})

afterAll(() => folder[Symbol.asyncDispose]())

const call = (line: string) => callCli(line, { cwd: folder.path })

test('features list: a line a view, also of those selected', async () => {
  expect(await call('features list')).toMatchObject({
    code: 0,
    err: '',
    out: `feature view  entity        features  reads    owner  description
────────────  ────────────  ────────  ───────  ─────  ─────────────────
applicants    applicant            3  history  Risk   What they told us
people        applicant_id         1  history
`,
  })
  const { out } = await call('features list --select people --output json')
  expect(JSON.parse(out)).toMatchObject([
    { name: 'people', entity: null, keys: ['applicant_id'], read_by: ['examples'] },
  ])
})

test('features show: what it reads, who reads it, each feature', async () => {
  const { out } = await call('features show applicants')
  expect(out).toBe(`applicants
What they told us

entity    applicant (applicant_id)
reads     model history
online    analytics.applicants, materialized view
owner     Risk
read by   examples, scorer
file      models/all.yml

feature  is                                               type     unit  nulls   description
───────  ───────────────────────────────────────────────  ───────  ────  ──────  ───────────
income   latest, 365 days old at most                     numeric  EUR   forbid
paid     sum(amount) of 90 days where status = 'settled'                 fill 0  A quarter
ratio    paid / income
`)
  expect(await call('features show aplicants')).toMatchObject({
    code: 2,
    out: '',
    err: "error[unknown-feature-view] there is no feature view 'aplicants'\n  → did you mean 'applicants'?\n",
  })
})

test('features diff: what another view says otherwise, or the same one before', async () => {
  expect((await call('features diff people')).code).toBe(2)
  expect((await call('features diff people people')).out).toBe('people → people\n\nthe same\n')
  await call('parse')
  cpSync(join(folder.path, 'target'), join(folder.path, 'before'), { recursive: true })
  const changed = YAML.replace('window: 90 days', 'window: 30 days').replace(
    '      - {name: ratio, expression: paid / income}\n',
    '      - {name: households}\n',
  )
  await folder.write('models/all.yml', changed)
  expect((await call('features diff applicants --state before')).out).toBe(`applicants (before) → applicants

   what        key         before         after
─  ──────────  ──────────  ─────────────  ──────────
~  paid        window      90 days        30 days
+  households  kind        –              latest
               column      –              households
-  ratio       kind        expression     –
               expression  paid / income  –
`)
  const { out } = await call('features diff applicants --state before --output json')
  expect(JSON.parse(out).features.map(({ name, change }: { name: string; change: string }) => [name, change])).toEqual([
    ['paid', 'changed'],
    ['households', 'added'],
    ['ratio', 'removed'],
  ])
  await folder.write('models/all.yml', YAML)
})

test('they are listed and selected by kind and name, and are models all the same', async () => {
  const names = async (words: string) => (await call(`ls ${words}`)).out.trimEnd().split('\n')
  expect(await names('--resource-type feature_view')).toEqual([
    'feature_view:shop.applicants',
    'feature_view:shop.people',
  ])
  expect(await names('--resource-type training_set --output name')).toEqual(['examples'])
  expect(await names('--select resource_type:training_set')).toEqual(['training_set:shop.examples'])
  expect(await names('--resource-type model --output name')).toEqual([
    'applicants',
    'examples',
    'history',
    'people',
    'points',
  ])
  expect(await names('--select feature_view:appl*+ --output name')).toEqual([
    'scorer',
    'applicants',
    'examples',
    'not_null_applicants_income',
  ])
  expect(await names('--select 1+training_set:examples --resource-type model --output name')).toEqual([
    'applicants',
    'examples',
    'people',
    'points',
  ])
})

test('assay.json says what they declare, and the clocks of what has some', async () => {
  await call('parse')
  const { resources } = JSON.parse(readFileSync(join(folder.path, 'target/assay.json'), 'utf8'))
  expect(Object.keys(resources)).toEqual([
    'entity.shop.applicant',
    'model.shop.history',
    'model.shop.points',
    'model.shop.examples',
    'model.shop.applicants',
    'model.shop.people',
  ])
  expect(resources['entity.shop.applicant'].entity).toMatchObject({
    keys: ['applicant_id'],
    description: 'Who asks',
    feature_views: ['model.shop.applicants'],
  })
  expect(resources['model.shop.points'].clocks).toMatchObject({
    event_time: 'asked_at',
    label: ['is_default'],
    spine: true,
  })
  expect(resources['model.shop.examples'].training_set).toEqual({
    spine: 'model.shop.points',
    feature_views: [
      { unique_id: 'model.shop.applicants', features: null, prefix: '', entity: null },
      { unique_id: 'model.shop.people', features: null, prefix: 'p_', entity: null },
    ],
    label: ['is_default'],
    label_observed_at: null,
    splits: { spans: [{ name: 'train', length: '1 year' }], label_lag: null, embargo: null, as_of: null, group_by: [] },
  })
})
