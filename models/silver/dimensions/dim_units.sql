-- Values arrive in whole units, hundredths and thousands: value * factor is in base units, as convert_unit has it.
select
  {{ surrogate_key(['unit_code']) }} as unit_key,
  unit_code,
  base_unit,
  factor,
  description
from {{ ref('units') }}
