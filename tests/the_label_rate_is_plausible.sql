-- Between 5 and 15 of 100 loans default. Anything else says that a feed or the definition broke, before it says
-- anything about the customers.
{{ config(severity='warn') }}

select avg(is_default::integer) as default_rate
from {{ ref('label_loan_default') }}
having avg(is_default::integer) not between 0.05 and 0.15
