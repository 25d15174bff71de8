{{ config(
  materialized='incremental',
  incremental_strategy='delete+insert',
  unique_key='payment_id',
  indexes=[
    {'columns': ['payment_key'], 'unique': true},
    {'columns': ['loan_id', 'event_time']},
    {'columns': ['payment_id', 'known_at']},
  ]
) }}

with deliveries as (
  select *
  from {{ ref('bronze_payments') }}
  {% if is_incremental() %}
  -- each payment that something new arrived for, with all its versions: it is replaced as a whole
  where payment_id in (
    select payment_id
    from {{ ref('bronze_payments') }}
    where ingestion_time > (select max(known_at) from {{ this }})
  )
  {% endif %}
),

versions as (
  {{ known_revisions('deliveries', ['payment_id']) }}
)

select
  {{ surrogate_key(['payment_id', 'revision']) }} as payment_key,
  payment_id,
  loan_id,
  round(amount * units.factor, 2) as amount,
  units.base_unit as currency,
  round(amount * units.factor * rates.eur_per_unit, 2) as amount_eur,
  {{ impute('method', value="'unknown'") }} as method,
  {{ missing_flag('method') }} as method_missing,
  status,
  revision,
  event_time,
  known_at,
  source_name,
  batch_id
from versions
join {{ ref('dim_units') }} as units on units.unit_code = versions.amount_unit
join {{ ref('int_currency_rates') }} as rates
  on rates.currency = units.base_unit
  and rates.month = date_trunc('month', event_time at time zone 'UTC')::date
