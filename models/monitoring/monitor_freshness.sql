-- How far each feed is behind "today", by the thresholds that source freshness uses (2 and 5 days).
with latest as (
  select
    feed,
    max(last_ingestion_at) as last_ingestion_at,
    max(last_event_at) as last_event_at
  from {{ ref('ingestion_log') }}
  group by feed
)

select
  feed,
  last_event_at,
  last_ingestion_at,
  round(extract(epoch from {{ as_of_time() }} - last_ingestion_at) / 3600, 1) as hours_behind,
  case
    when last_ingestion_at < {{ as_of_time() }} - interval '5 days' then 'error'
    when last_ingestion_at < {{ as_of_time() }} - interval '2 days' then 'warn'
    else 'pass'
  end as status
from latest
