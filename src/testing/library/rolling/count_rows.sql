select score_id, {{ rolling_count('*', 'customer_id', 'occurred_at', '7 days') }} as value
from {{ source('library', 'scores') }}
