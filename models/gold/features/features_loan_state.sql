-- How a loan stands, from the nightly feed.
select
  loan_id,
  snapshot_date,
  status,
  days_past_due,
  outstanding_eur,
  outstanding_share,
  event_time,
  known_at
from {{ ref('fct_loan_snapshots') }}
