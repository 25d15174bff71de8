with c as (select * from {{ ref('eph_customers') }})
select c.id::bigint as id, c.name, count(o.id)::bigint as orders, sum(o.amount)::numeric as amount, {{ cents('sum(o.amount)') }}::numeric as cents
from c left join {{ ref('stg_orders') }} o on o.customer_id = c.id group by 1, 2
