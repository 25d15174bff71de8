select
    payment_id,
    occurred_at,
    {{ impute('units', method='rolling_avg', entity='customer_id', event_time='occurred_at', window='7 days', value=-1) }} as units
from {{ source('library', 'payments') }}
where customer_id = 1 and payment_id < 4
