{{ config(tags=['slow']) }}
select * from {{ ref('stg_orders') }} join {{ ref('stg_payments') }} using (order_id) where amount < 0
