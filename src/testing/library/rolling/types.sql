select distinct
    pg_typeof({{ rolling_sum('amount', 'customer_id', 'occurred_at', '7 days') }}) as of_doubles,
    pg_typeof({{ rolling_avg('units', 'customer_id', 'occurred_at', '7 days') }}) as of_integers,
    pg_typeof({{ rolling_stddev('cast(amount as numeric)', 'customer_id', 'occurred_at', '7 days') }}) as of_numerics,
    pg_typeof({{ rolling_max('units', 'customer_id', 'occurred_at', '7 days') }}) as of_maximum
from {{ source('library', 'payments') }}
