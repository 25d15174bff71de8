{{ config(materialized='incremental', on_schema_change='sync_all_columns', unique_key='id') }}
select id, amount{% if is_incremental() %}, status, 'x'::varchar(40) as tag{% else %}, note, 'y'::varchar(10) as tag{% endif %}
from {{ ref('orders') }}
