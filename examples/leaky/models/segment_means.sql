select c.segment, avg(p.amount) as mean_amount
from {{ ref('payments') }} as p
join {{ ref('customers') }} as c using (customer_id)
group by c.segment
