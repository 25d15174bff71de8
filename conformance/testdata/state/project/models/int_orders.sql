{{ config(materialized='ephemeral', tags=['nightly'], meta={'owner': 'core', 'priority': 1, 'pii': true, 'teams': ['a', 'b']}) }}
select * from {{ ref('stg_orders') }} join {{ ref('stg_payments') }} using (order_id)
join {{ ref('country_codes') }} using (country)
