-- One rate per currency and calendar month, fixed on the first of the month, so known throughout it.
select
  month::date as month,
  currency,
  eur_per_unit::numeric as eur_per_unit
from {{ ref('currency_rates') }}
