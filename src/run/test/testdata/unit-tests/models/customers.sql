select customer, count(*) as orders, sum(amount) as total, max(ordered_at) as last_order, bool_or(paid) as any_paid
from {{ ref('stg_orders') }} where amount >= {{ var('threshold', 0) }} - 10 group by 1
