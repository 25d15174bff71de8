{{ config(
  materialized='table',
  indexes=[
    {'columns': ['loan_snapshot_key'], 'unique': true},
    {'columns': ['loan_id', 'event_time']},
    {'columns': ['loan_id', 'snapshot_date', 'known_at']},
  ]
) }}

with versions as (
  {{ known_revisions(ref('bronze_loan_snapshots'), ['loan_id', 'snapshot_date']) }}
)

select
  {{ surrogate_key(['loan_id', "to_char(snapshot_date, 'YYYY-MM-DD')", 'revision']) }} as loan_snapshot_key,
  loan_id,
  applicant_id,
  product_code,
  snapshot_date,
  status,
  days_past_due,
  units.base_unit as currency,
  principal * units.factor as principal,
  -- principal and instalment are converted once, at the rate of the month the loan was paid out in
  round(principal * units.factor * rates_at_start.eur_per_unit, 2) as principal_eur,
  round(instalment * units.factor * rates_at_start.eur_per_unit, 2) as instalment_eur,
  round(outstanding * units.factor * rates.eur_per_unit, 2) as outstanding_eur,
  round(outstanding / principal, 4) as outstanding_share,
  annual_rate,
  term_months,
  disbursed_at,
  revision,
  event_time,
  known_at,
  superseded_at,
  source_name,
  batch_id
from versions
join {{ ref('dim_units') }} as units on units.unit_code = versions.amount_unit
join {{ ref('int_currency_rates') }} as rates
  on rates.currency = units.base_unit
  and rates.month = date_trunc('month', snapshot_date)::date
join {{ ref('int_currency_rates') }} as rates_at_start
  on rates_at_start.currency = units.base_unit
  and rates_at_start.month = date_trunc('month', disbursed_at at time zone 'UTC')::date
