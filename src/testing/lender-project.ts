import { type Shop, withCommands } from './shop-project.ts'

/**
 * A lender with a training set: a loan is predicted for on the 10th of each month, its label is known half a year later.
 * Three loans a month, of 24 months from 2024-01 on; every third one defaults.
 */
export const LENDER: Readonly<Record<string, string>> = {
  'project.yml': `name: lender
models:
  lender:
    +materialized: table
`,
  'models/sources.yml': `sources:
  - name: raw
    schema: raw
    tables:
      - name: loans
        config: {entity: [loan_id], event_time: prediction_time, knowledge_time: loaded_at}
        columns:
          - {name: defaulted, config: {knowledge_time: label_observed_at}}
          - {name: label_observed_at}
      - name: payments
        config: {entity: [loan_id], event_time: paid_at, knowledge_time: loaded_at}
`,
  'models/spine.sql': `select loan_id, customer_id, prediction_time, defaulted, label_observed_at, loaded_at
from {{ source('raw', 'loans') }}
`,
  'models/models.yml': `models:
  - name: spine
    config: {entity: [loan_id], event_time: prediction_time, knowledge_time: loaded_at}
  - name: paid
    config: {entity: [loan_id], event_time: paid_at, knowledge_time: loaded_at}
  - name: loan_training
    config:
      entity: [loan_id]
      event_time: prediction_time
      label: defaulted
      label_observed_at: label_observed_at
      splits: {train: 12 months, validation: 2 months, test: 2 months, out_of_time: 1 month, label_lag: 6 months}
`,
  'models/paid.sql': "select loan_id, paid_at, amount, loaded_at from {{ source('raw', 'payments') }}\n",
  'models/loan_training.sql': `{{ config(materialized='training_set') }}
{{ assay.as_of_join(ref('spine'), ref('paid'), columns=['amount']) }}
`,
}

/** The data of `LENDER`, up to but without a day of its landing. */
export const LENDER_DATA = `
create schema raw;
create table raw.loans as
select
  month * 10 + loan as loan_id,
  (month + loan) % 20 as customer_id,
  prediction_time,
  loan = 1 as defaulted,
  prediction_time + interval '6 months' as label_observed_at,
  prediction_time + interval '1 hour' as loaded_at
from generate_series(0, 23) as month
cross join generate_series(1, 3) as loan
cross join lateral (
  select timestamptz '2024-01-10 00:00:00+00' + make_interval(months => month) as prediction_time
) as predicted;
create table raw.payments as
select loan_id, prediction_time - interval '3 days' as paid_at, loan_id * 1.5 as amount,
  prediction_time - interval '2 days' as loaded_at
from raw.loans;
`

/** The day whose splits the data just fill: 17 months of splits and 6 of label lag. */
export const LENDER_DAY = '2025-12-20'

export interface Lender extends Shop {
  /** Runs statements in its database. */
  change(sql: string): Promise<void>
  /** The versions of its training sets, the oldest first. */
  versions(): Promise<readonly string[]>
}

/** The lender with its data, and `files` in place of some of its own; nothing is built. */
export async function withLender(files: Readonly<Record<string, string>> = {}): Promise<Lender> {
  const shop = await withCommands({ ...LENDER, ...files })
  const change = async (sql: string): Promise<void> => {
    await using session = await shop.database.warehouse.open()
    await session.statements(sql)
  }
  await change(LENDER_DATA)
  const versions = async (): Promise<readonly string[]> => {
    const rows = await shop.rows('select version from assay.training_sets order by generated_at')
    return rows.map(([version]) => version ?? '')
  }
  return { ...shop, change, versions }
}

/** The same, built once as of `LENDER_DAY`. */
export async function withBuiltLender(files: Readonly<Record<string, string>> = {}): Promise<Lender> {
  const lender = await withLender(files)
  const { code, out, err } = await lender.call(`run --as-of ${LENDER_DAY}`)
  if (code !== 0) throw new Error(out + err)
  return lender
}
