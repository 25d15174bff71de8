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
