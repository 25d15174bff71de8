{{ config(schema='secret') }}
select * from {{ ref('fct_revenue') }} join {{ ref('currencies') }} using (currency)
