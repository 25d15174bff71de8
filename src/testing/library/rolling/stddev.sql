select score_id, {{ rolling_stddev('score', 'customer_id', 'occurred_at', '7 days', true) }} as value
from {{ source('library', 'scores') }}
