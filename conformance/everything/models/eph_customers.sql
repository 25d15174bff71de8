{{ config(materialized='ephemeral') }}
select distinct customer_id from {{ ref('stg_orders') }} where customer_id is not null
