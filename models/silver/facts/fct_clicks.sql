{{ config(
  materialized='incremental',
  incremental_strategy='append',
  indexes=[
    {'columns': ['event_id'], 'unique': true},
    {'columns': ['applicant_id', 'event_time']},
  ]
) }}

-- Clicks are never corrected, only repeated: the first delivery counts, and what is here stays as it is.
with first_deliveries as (
  select distinct on (event_id) *
  from {{ ref('bronze_clickstream') }} as deliveries
  {% if is_incremental() %}
  where ingestion_time > (select max(known_at) from {{ this }})
    and not exists (select from {{ this }} as clicks where clicks.event_id = deliveries.event_id)
  {% endif %}
  order by event_id, ingestion_time, batch_id
)

select
  event_id,
  applicant_id,
  session_id,
  event_type,
  properties ->> 'device' as device,
  round({{ convert_unit("(properties ->> 'duration_ms')::numeric", from_unit="'MS'", to_unit="'S'", units=ref('dim_units')) }}, 1) as duration_seconds,
  {{ missing_flag("properties ->> 'duration_ms'") }} as duration_missing,
  event_time,
  ingestion_time as known_at,
  source_name,
  batch_id
from first_deliveries
