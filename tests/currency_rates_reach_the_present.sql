-- The rates are a file: when it ends, amounts would silently drop out of the facts that convert them.
select max(month) as last_month
from {{ ref('currency_rates') }}
having max(month) < date_trunc('month', date '{{ as_of_date() }}'::timestamp)::date
