{{ config(materialized='table', unlogged=true, pre_hook="create table if not exists {{ target.schema }}.before_joined as select 1 as a") }}
select o.id, c.key
from {{ ref('stg_orders') }} as o
left join {{ ref('eph_of_eph') }} as c using (customer_id)
