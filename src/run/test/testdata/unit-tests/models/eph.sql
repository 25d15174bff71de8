{{ config(materialized='ephemeral') }}
select id, amount * 2 as double from {{ ref('stg_orders') }}
