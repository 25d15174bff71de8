select
  {{ surrogate_key(['batch_id', 'payment_id', 'revision']) }} as delivery_key,
  payment_id,
  revision,
  loan_id,
  amount,
  amount_unit,
  method,
  status,
  event_time,
  ingestion_time,
  schema_version,
  source_name,
  batch_id
from {{ source('payment_provider', 'payments') }}
