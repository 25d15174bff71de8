-- The calendar of the month-end close: when a month opens and closes, and when the monthly scoring runs in it.
select
  month::date as month,
  month at time zone 'UTC' as opens_at,
  (month + interval '1 month') at time zone 'UTC' - interval '1 microsecond' as closes_at,
  -- the first of the month, when the night's feeds are in
  (month + interval '6 hours') at time zone 'UTC' as scoring_runs_at,
  (month + interval '1 month') at time zone 'UTC' <= {{ as_of_time() }} as is_closed
from generate_series(
  timestamp '2023-01-01',
  date_trunc('month', timestamp '{{ as_of_date() }}') + interval '1 year',
  interval '1 month'
) as month
