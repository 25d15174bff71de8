{{ config(materialized='ephemeral') }}
with inner_one as (select customer_id + 100 as key, customer_id from {{ ref('eph_customers') }})
select * from inner_one
