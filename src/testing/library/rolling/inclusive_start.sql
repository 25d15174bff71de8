select score_id, {{ rolling_sum('score', 'customer_id', 'occurred_at', '14 days') }} as value
from {{ source('library', 'scores') }}
