{{ config(entity=['customer_id'], event_time='occurred_at', knowledge_time='ingested_at') }}

select score_id, {{ rolling_sum('score', 'customer_id', 'occurred_at', '7 days', late_data='accepted') }} as value
from {{ source('library', 'scores') }}
