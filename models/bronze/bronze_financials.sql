select
  {{ surrogate_key(['batch_id', 'statement_id', 'revision']) }} as delivery_key,
  statement_id,
  revision,
  applicant_id,
  statement_month,
  income,
  expenses,
  closing_balance,
  amount_unit,
  overdraft_days,
  event_time,
  ingestion_time,
  schema_version,
  source_name,
  batch_id
from {{ source('bank_feeds', 'financials') }}
