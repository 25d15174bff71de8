-- Amounts arrive in whole units, hundredths and thousands: amount * factor is in units of the currency.
select
  {{ surrogate_key(['unit_code']) }} as unit_key,
  unit_code,
  currency,
  factor,
  description
from {{ ref('units') }}
