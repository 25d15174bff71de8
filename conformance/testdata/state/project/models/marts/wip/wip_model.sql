{{ config(enabled=false, tags=['wip']) }}
select * from {{ ref('fct_orders') }}
