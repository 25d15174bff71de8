select
  {{ surrogate_key(['region_code']) }} as region_key,
  region_code,
  region_name,
  country_code,
  currency
from {{ ref('regions') }}
