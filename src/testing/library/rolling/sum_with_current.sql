select score_id, {{ rolling_sum('score', 'customer_id', 'occurred_at', '7 days', include_current=true) }} as value
from {{ source('library', 'scores') }}
