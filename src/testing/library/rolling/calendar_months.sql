select score_id, {{ rolling_count('*', ['customer_id'], 'occurred_at', '1 month 1 day') }} as value
from {{ source('library', 'scores') }}
