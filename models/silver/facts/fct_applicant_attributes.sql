{{ config(
  materialized='table',
  indexes=[
    {'columns': ['applicant_attributes_key'], 'unique': true},
    {'columns': ['applicant_id', 'event_time']},
    {'columns': ['change_id', 'known_at']},
  ]
) }}

with versions as (
  {{ known_revisions(ref('bronze_applicant_attributes'), ['change_id']) }}
),

-- the export is text, and says "we do not know" in two ways
typed as (
  select
    change_id,
    revision,
    applicant_id,
    employment_status,
    region_code,
    nullif(nullif(household_size, ''), 'n/a')::integer as household_size,
    nullif(nullif(stated_income, ''), 'n/a')::numeric as stated_income,
    income_unit,
    event_time,
    known_at,
    superseded_at,
    source_name,
    batch_id
  from versions
)

select
  {{ surrogate_key(['change_id', 'revision']) }} as applicant_attributes_key,
  change_id,
  applicant_id,
  employment_status,
  region_code,
  household_size,
  {{ missing_flag('household_size') }} as household_size_missing,
  round(stated_income * units.factor * rates.eur_per_unit, 2) as stated_income_eur,
  {{ missing_flag('stated_income') }} as stated_income_missing,
  revision,
  event_time,
  known_at,
  superseded_at,
  source_name,
  batch_id
from typed
join {{ ref('dim_units') }} as units on units.unit_code = typed.income_unit
join {{ ref('int_currency_rates') }} as rates
  on rates.currency = units.base_unit
  and rates.month = date_trunc('month', event_time at time zone 'UTC')::date
