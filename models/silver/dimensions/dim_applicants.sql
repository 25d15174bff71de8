-- Who the applicants are *now*: for reports. Features ask fct_applicant_attributes, which remembers what was known when.
with attributes as (
  select * from {{ ref('fct_applicant_attributes') }}
),

current_attributes as (
  select distinct on (applicant_id) *
  from attributes
  where superseded_at is null
  order by applicant_id, event_time desc, known_at desc, change_id desc
),

first_seen as (
  select applicant_id, min(event_time) as first_seen_at
  from attributes
  group by applicant_id
)

select
  {{ surrogate_key(['applicant_id']) }} as applicant_key,
  applicant_id,
  {{ surrogate_key(['region_code']) }} as region_key,
  employment_status,
  household_size,
  stated_income_eur,
  first_seen.first_seen_at,
  known_at as last_changed_at
from current_attributes
join first_seen using (applicant_id)
