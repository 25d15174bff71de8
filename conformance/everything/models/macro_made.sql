{{ config(materialized='view') }}
select
  {{ dbt.dateadd('day', 1, 'ordered_at') }} as next_day,
  {{ dbt.datediff('ordered_at', "timestamp '2024-02-01'", 'day') }} as days,
  {{ dbt.date_trunc('month', 'ordered_at') }} as month,
  {{ dbt.concat(['status', "'-'", 'note']) }} as label,
  {{ dbt.safe_cast('amount', api.Column.translate_type('integer')) }} as whole,
  {{ dbt.split_part('status', "'p'", 1) }} as part,
  {{ dbt.hash('id') }} as hashed,
  {{ dbt.last_day('ordered_at', 'month') }} as last_day,
  {{ type_numeric() }} '1.5' as kind
from {{ ref('orders') }}
