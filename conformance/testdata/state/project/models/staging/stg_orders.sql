select *, 1 as changed from {{ ref('base_orders') }}
