select score_id, {{ rolling_count('*', ['customer_id', 'source'], 'occurred_at', '7 days', include_current=true) }} as value
from {{ source('library', 'scores') }}
