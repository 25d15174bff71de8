{{ config(
  materialized='incremental',
  incremental_strategy='merge',
  unique_key='batch_id',
  indexes=[{'columns': ['batch_id'], 'unique': true}]
) }}

-- One row per batch that reached us. A batch is a sender's day; the last ones may still grow, so they are read again.
with deliveries as (
  select *
  from {{ ref('int_deliveries') }}
  {% if is_incremental() %}
  where ingestion_time >= (select max(ingested_on) - 1 from {{ this }})::timestamp at time zone 'UTC'
  {% endif %}
)

select
  batch_id,
  feed,
  source_name,
  (ingestion_time at time zone 'UTC')::date as ingested_on,
  count(*) as rows_received,
  max(schema_version) as schema_version,
  min(event_time) as first_event_at,
  max(event_time) as last_event_at,
  max(ingestion_time) as last_ingestion_at,
  count(*) filter (where ingestion_time - event_time > interval '2 days') as rows_late,
  round(extract(epoch from percentile_disc(0.5) within group (order by ingestion_time - event_time)) / 3600, 2) as median_latency_hours,
  round(extract(epoch from percentile_disc(0.95) within group (order by ingestion_time - event_time)) / 3600, 2) as p95_latency_hours
from deliveries
group by batch_id, feed, source_name, (ingestion_time at time zone 'UTC')::date
