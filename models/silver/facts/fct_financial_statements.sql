{{ config(
  materialized='table',
  indexes=[
    {'columns': ['statement_key'], 'unique': true},
    {'columns': ['applicant_id', 'event_time']},
    {'columns': ['statement_id', 'known_at']},
  ]
) }}

with versions as (
  {{ known_revisions(ref('bronze_financials'), ['statement_id']) }}
)

select
  {{ surrogate_key(['statement_id', 'revision']) }} as statement_key,
  statement_id,
  applicant_id,
  statement_month,
  round(income * units.factor * rates.eur_per_unit, 2) as income_eur,
  round(expenses * units.factor * rates.eur_per_unit, 2) as expenses_eur,
  {{ missing_flag('expenses') }} as expenses_missing,
  round(closing_balance * units.factor * rates.eur_per_unit, 2) as closing_balance_eur,
  overdraft_days,
  {{ missing_flag('overdraft_days') }} as overdraft_days_missing,
  revision,
  event_time,
  known_at,
  source_name,
  batch_id
from versions
join {{ ref('dim_units') }} as units on units.unit_code = versions.amount_unit
join {{ ref('int_currency_rates') }} as rates
  on rates.currency = units.base_unit
  and rates.month = versions.statement_month
