{{ config(grants={'select': ['public']}) }}
select c.customer_id, c.key, sum(o.amount)::numeric(14, 2) as spent, max(o.ordered_at) as last_order
from {{ ref('eph_of_eph') }} as c
inner join {{ ref('stg_orders') }} as o using (customer_id)
group by c.customer_id, c.key
