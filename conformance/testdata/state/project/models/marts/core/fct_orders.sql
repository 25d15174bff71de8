{{ config(materialized='incremental', on_schema_change='fail', unique_key='order_id', tags=['Nightly', 'core']) }}
select order_id, amount from {{ ref('int_orders') }}
