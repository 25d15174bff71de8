select score_id, {{ rolling_avg('score', 'customer_id', 'occurred_at', '7 days', true) }} as value
from {{ source('library', 'scores') }}
