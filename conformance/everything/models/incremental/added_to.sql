{{ config(materialized='incremental', on_schema_change='append_new_columns') }}
select id{% if is_incremental() %}, 'new' as extra{% endif %} from {{ ref('orders') }} where id < 3
