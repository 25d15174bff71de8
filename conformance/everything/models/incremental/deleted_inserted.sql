{{ config(materialized='incremental', unique_key='id', incremental_strategy='delete+insert') }}
select id, amount, {{ 1 if is_incremental() else 0 }} as round from {{ ref('orders') }}
{% if is_incremental() %}where id >= (select max(id) - 1 from {{ this }}){% endif %}
