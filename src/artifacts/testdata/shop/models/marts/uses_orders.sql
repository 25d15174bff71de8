select a.id from {{ ref('orders', v=1) }} a join {{ ref('shop', 'orders') }} b using (id)
