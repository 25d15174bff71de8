{{ config(tags=['stg'], meta={'owner': 'me'}, alias='stg_orders_v') }}
select * from {{ ref('raw_orders') }} where ordered_at >= '{{ var("start") }}'
