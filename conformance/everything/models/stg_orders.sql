{{ config(tags=['staging']) }}
select id, customer_id, amount * {{ var('factor') }} as amount, ordered_at, status, {{ quoted(var('greeting')) }} as greeting
from {{ ref('orders') }}
