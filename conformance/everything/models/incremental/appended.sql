{{ config(materialized='incremental') }}
select id, {{ 1 if is_incremental() else 0 }} as round from {{ ref('orders') }}
{% if is_incremental() %}where id > 2{% endif %}
