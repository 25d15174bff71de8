-- The terms of a loan, which never change, from the first of its snapshots that reached us.
with first_known as (
  select distinct on (loan_id) *
  from {{ ref('fct_loan_snapshots') }}
  order by loan_id, known_at, snapshot_date
)

select
  {{ surrogate_key(['loan_id']) }} as loan_key,
  loan_id,
  applicant_id,
  {{ surrogate_key(['applicant_id']) }} as applicant_key,
  product_code,
  {{ surrogate_key(['product_code']) }} as product_key,
  currency,
  principal,
  principal_eur,
  instalment_eur,
  annual_rate,
  term_months,
  disbursed_at,
  date_trunc('month', disbursed_at at time zone 'UTC')::date as cohort_month,
  known_at
from first_known
