/** What the columns of the example are made of, read off its SQL by hand. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installationFolder } from '../base/installation.ts'
import { callCli } from './call-cli.ts'
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts'
import { type TestDatabase, withDatabase } from './with-database.ts'

interface Origin {
  readonly unique_id: string
  readonly column: string
  readonly use: string
}

interface Told {
  readonly columns: Readonly<
    Record<string, { readonly from: readonly Origin[]; readonly unresolved: readonly unknown[] }>
  >
  readonly unresolved: readonly unknown[]
}

let database: TestDatabase
let folder: TemporaryFolder
let lineage: ReadonlyMap<string, Told>

beforeAll(async () => {
  database = await withDatabase()
  folder = await temporaryFolder()
  const call = async (...words: readonly string[]): Promise<void> => {
    const vars = '{example_applicants_per_month: 20, as_of_date: 2026-01-15}'
    const elsewhere = ['--vars', vars, '--target-path', folder.path, '--log-path', folder.path]
    const environment = { DATABASE_URL: database.url }
    const { code, err } = await callCli([...words, ...elsewhere], { cwd: installationFolder(), environment })
    if (code !== 0) throw new Error(err)
  }
  await call('build', '--exclude-resource-type', 'test', '--exclude-resource-type', 'unit_test')
  await call('docs', 'generate')
  const { resources } = JSON.parse(readFileSync(join(folder.path, 'assay.json'), 'utf8'))
  lineage = new Map(
    Object.entries<{ readonly lineage?: Told }>(resources).flatMap(([id, { lineage: told }]) =>
      told === undefined ? [] : [[id, told]],
    ),
  )
}, 120_000)

afterAll(async () => {
  await folder?.[Symbol.asyncDispose]()
  await database?.[Symbol.asyncDispose]()
})

test('every column of every relation is resolved', () => {
  const columns = [...lineage.values()].flatMap((told) => Object.values(told.columns))
  expect(columns.length).toBeGreaterThan(500)
  expect(columns.filter(({ unresolved }) => unresolved.length > 0)).toEqual([])
  expect([...lineage].filter(([, { unresolved }]) => unresolved.length > 0)).toEqual([])
})

test.each([
  ['model.assay.default_training.split', ['labelled_points.prediction_time (transform)']],
  ['model.assay.label_loan_default.is_default', ['dim_loans.loan_id (transform)']],
  ['model.assay.label_loan_default.label_month', ['dim_months.month']],
  ['model.assay.label_loan_default.default_date', ['fct_loan_snapshots.snapshot_date (aggregate)']],
  [
    'model.assay.label_loan_default.label_observed_at',
    ['dim_months.closes_at (transform)', 'fct_loan_snapshots.known_at (aggregate)'],
  ],
  ['model.assay.dim_applicants.applicant_key', ['fct_applicant_attributes.applicant_id (transform)']],
  ['model.assay.dim_applicants.first_seen_at', ['fct_applicant_attributes.event_time (aggregate)']],
  ['model.assay.dim_applicants.last_changed_at', ['fct_applicant_attributes.known_at']],
  ['model.assay.training_splits.prediction_month', ['dim_months.month']],
  ['model.assay.training_splits.split', ['dim_months.month (condition)']],
  ['model.assay.monitor_nulls.feature', ['int_feature_values.feature']],
  ['model.assay.monitor_nulls.predictions', ['feature_ranges.* (count)', 'int_feature_values.* (count)']],
  ['model.assay.monitor_nulls.null_share', ['int_feature_values.value (aggregate)']],
  [
    'model.assay.monitor_nulls.too_many_nulls',
    ['feature_ranges.max_null_share (transform)', 'int_feature_values.value (aggregate)'],
  ],
  ['snapshot.assay.product_terms.product_name', ['products.product_name']],
  ['snapshot.assay.product_terms.dbt_scd_id', ['products.listed_at (transform)', 'products.product_code (transform)']],
  ['snapshot.assay.product_terms.dbt_valid_from', ['products.listed_at']],
  ['seed.assay.products.product_name', []],
  ['source.assay.bank_feeds.financials.income', []],
])('%s', (place, expected) => {
  const dot = place.lastIndexOf('.')
  const column = lineage.get(place.slice(0, dot))?.columns[place.slice(dot + 1)]
  const written = column?.from.map(
    ({ unique_id, column: name, use }) => `${unique_id.split('.').at(-1)}.${name}${use === 'pass' ? '' : ` (${use})`}`,
  )
  expect(written?.sort()).toEqual(expected)
})
