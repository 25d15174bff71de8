select avg(amount) as average, amount::text as t from {{ ref('stg_orders') }} group by amount
