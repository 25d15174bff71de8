select
  {{ surrogate_key(['batch_id', 'event_id']) }} as delivery_key,
  event_id,
  applicant_id,
  session_id,
  event_type,
  properties,
  event_time,
  ingestion_time,
  schema_version,
  source_name,
  batch_id
from {{ source('web', 'clickstream') }}
