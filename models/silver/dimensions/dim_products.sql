select
  {{ surrogate_key(['product_code']) }} as product_key,
  product_code,
  product_name,
  secured,
  min_term_months,
  max_term_months
from {{ ref('products') }}
