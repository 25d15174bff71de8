-- The spine: every customer at the end of every month.
select customer_id, month_end
from {{ ref('customers') }}
cross join generate_series(timestamptz '2026-02-01 00:00+00', '2026-06-01 00:00+00', '1 month') as month_end
