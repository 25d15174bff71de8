{#
  The CRM's change log, exported as text: one row when a person is first entered, more when something about them
  changes. A correction (`revision` 2) repeats the `change_id` and event time of what it restates, say an income that was
  verified later, and is known only from its own ingestion on: event time alone does not tell what was known when.
#}
{% macro example_raw_applicant_attributes(arrived) %}
insert into raw.applicant_attributes (
  change_id, revision, applicant_id, employment_status, region_code, household_size, stated_income, income_unit,
  event_time, ingestion_time, schema_version, source_name, batch_id)
with entered as (
  select
    applicant_id || '-' || number as change_id,
    number,
    applicant_id,
    region_code,
    income,
    currency,
    case
      -- a new job, or none
      when number = 2 and {{ example_uniform('new work', 'applicant_id') }} < 0.4
        then {{ example_pick('new employment', 'applicant_id', [['salaried', 60], ['self_employed', 20], ['unemployed', 20]]) }}
      else employment_status
    end as employment_status,
    household_size + case when number = 2 then {{ example_between('household grows', 'applicant_id', 0, 1) }} else 0 end as household_size,
    {{ example_moment('entered', "applicant_id || number", "joined_on - 1 + case when number = 2 then " ~ example_between('changed after', 'applicant_id', 40, 400) ~ " else 0 end", 7, 20) }} as event_time
  from world_applicants
  cross join generate_series(1, 2) as number
  where number = 1 or {{ example_uniform('changes', 'applicant_id') }} < 0.35
),
versions as (
  select
    change_id || 'v' || revision as version_key,
    change_id,
    revision,
    applicant_id,
    employment_status,
    region_code,
    -- people leave fields empty, and the export has two ways to say so
    case
      when {{ example_uniform('household asked', 'change_id') }} < 0.04 then 'n/a'
      else household_size::text
    end as household_size,
    case
      when revision = 1 and {{ example_uniform('income asked', 'change_id') }} < 0.06 then ''
      -- what is stated before anybody checked is up to a third too high for those whose entry is corrected later
      when revision = 1 and {{ example_uniform('corrected', 'change_id') }} < 0.08
        then round((income * (1 + 0.35 * {{ example_uniform('overstated', 'change_id') }}))::numeric, 0)::text
      else income::text
    end as stated_income,
    currency as income_unit,
    event_time,
    event_time
      + {{ example_between('exported', 'change_id', 5, 600) }} * interval '1 minute'
      + case when revision = 2 then {{ example_between('corrected after', 'change_id', 5, 60) }} * interval '1 day' else interval '0' end as sent_at,
    'crm' as source_name
  from entered
  cross join generate_series(1, 2) as revision
  where revision = 1 or {{ example_uniform('corrected', 'change_id') }} < 0.08
),
{{ example_deliveries(0.03, 240, 0.02, arrived) }}
select
  change_id, revision, applicant_id, employment_status, region_code, household_size, stated_income, income_unit,
  event_time, ingestion_time, {{ example_schema_version('sent_at') }}, source_name, batch_id
from deliveries;
{% endmacro %}
