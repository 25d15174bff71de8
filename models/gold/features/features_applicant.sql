-- What an applicant told us. One row per version of an entry; as_of_join picks the one that was known.
select
  change_id,
  applicant_id,
  region_code,
  employment_status,
  employment_status in ('salaried', 'retired') as has_steady_income,
  {{ impute('household_size', value=2) }} as household_size,
  household_size_missing,
  stated_income_eur,
  stated_income_missing,
  event_time,
  known_at
from {{ ref('fct_applicant_attributes') }}
