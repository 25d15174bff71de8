{{ config(materialized='incremental', unique_key=['id', 'status'], incremental_strategy='merge', merge_exclude_columns=['note']) }}
select id, status, {{ 1 if is_incremental() else 0 }} as round, '{{ 'later' if is_incremental() else 'first' }}' as note
from {{ ref('orders') }}
union all
select 10 + {{ 1 if is_incremental() else 0 }}, 'new', 0, 'n'
