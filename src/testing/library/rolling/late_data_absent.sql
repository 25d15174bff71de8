{{ config(entity=['customer_id'], event_time='visited_on', availability_delay='24 hours') }}

select customer_id, visited_on, {{ rolling_sum('pages', 'customer_id', 'visited_on', '1 day') }} as value
from {{ source('library', 'visits') }}
