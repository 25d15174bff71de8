{{ config(severity='warn', meta={'why': 'money'}) }}
select * from {{ ref('stg_orders') }} where amount < 0
