-- How late each feed is, by day, beside its own last seven days: a feed that slows down shows here before it is stale.
with daily as (
  select
    feed,
    ingested_on,
    sum(rows_received) as rows_received,
    sum(rows_late) as rows_late,
    max(p95_latency_hours) as p95_latency_hours
  from {{ ref('ingestion_log') }}
  group by feed, ingested_on
)

select
  feed,
  ingested_on,
  rows_received,
  round(rows_late / rows_received, 4) as late_share,
  p95_latency_hours,
  round({{ rolling_avg('p95_latency_hours', entity='feed', event_time='ingested_on', window='7 days') }}, 2) as p95_latency_hours_last_7_days
from daily
