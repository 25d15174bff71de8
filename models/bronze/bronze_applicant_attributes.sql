select
  {{ surrogate_key(['batch_id', 'change_id', 'revision']) }} as delivery_key,
  change_id,
  revision,
  applicant_id,
  employment_status,
  region_code,
  household_size,
  stated_income,
  income_unit,
  event_time,
  ingestion_time,
  schema_version,
  source_name,
  batch_id
from {{ source('crm', 'applicant_attributes') }}
