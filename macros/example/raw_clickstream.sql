{#
  What people do on the web site and in the app, as JSON: most in the weeks before they apply, then now and then. Who is
  about to miss a payment reads the help pages. Phones without network deliver up to three days late; the collector
  sends some events twice.
#}
{% macro example_raw_clickstream(arrived) %}
insert into raw.clickstream (
  event_id, applicant_id, session_id, event_type, properties,
  event_time, ingestion_time, schema_version, source_name, batch_id)
with planned as materialized (
  -- before the application
  select 'before' as phase, applicant_id || '-a' || number as event_id, applicant_id, joined_on as day
  from world_applicants
  cross join lateral generate_series(1, {{ example_between('visits', 'applicant_id', 3, 18) }}) as number
  union all
  -- with a loan: up to three looks a month, for a year
  select 'with loan', loan_id || '-b' || month || '-' || number, applicant_id, disbursed_on + 30 * month
  from world_loans
  cross join generate_series(0, 11) as month
  cross join lateral generate_series(1, {{ example_between('logins', "loan_id || month", 0, 3) }}) as number
  union all
  -- around the first instalment that will not be paid
  select 'trouble', loan_id || '-c' || number, applicant_id, (disbursed_on + unpaid_from * interval '1 month')::date
  from world_loans
  cross join lateral generate_series(1, {{ example_between('help pages', 'loan_id', 0, 7) }}) as number
  where unpaid_from is not null
),
visits as materialized (
  select
    event_id,
    applicant_id,
    case phase
      -- the product of two draws: the closer to the application, the more visits
      when 'before' then day - floor(85 * {{ example_uniform('days before', 'event_id') }} * {{ example_uniform('and fewer', 'event_id') }})::int
      when 'with loan' then day + {{ example_between('day of month', 'event_id', 0, 29) }}
      else day - {{ example_between('days before trouble', 'event_id', -5, 40) }}
    end as day,
    case phase
      when 'before' then {{ example_pick('before applying', 'event_id', [
        ['page_view', 55], ['rate_calculator', 25], ['document_upload', 8], ['chat', 5], ['login', 7]]) }}
      when 'with loan' then {{ example_pick('with a loan', 'event_id', [
        ['login', 60], ['page_view', 25], ['chat', 5], ['document_upload', 3], ['payment_help', 7]]) }}
      else 'payment_help'
    end as event_type
  from planned
),
clicks as materialized (
  select
    visits.*,
    md5(applicant_id || to_char(day, 'YYYY-MM-DD')) as session_id,
    {{ example_moment('clicked', 'event_id', 'day', 5, 24) }} as event_time
  from visits
  where day < date '{{ as_of_date() }}' -- the rest cannot have arrived
),
versions as (
  select
    clicks.*,
    event_id as version_key,
    event_time + {{ example_between('collected after', 'event_id', 1, 90) }} * interval '1 second' as sent_at,
    'web' as source_name
  from clicks
),
{{ example_deliveries(0.03, 72, 0.02, arrived) }}
select
  event_id, applicant_id, session_id, event_type,
  jsonb_build_object(
    'device', {{ example_pick('device', 'session_id', [['phone', 61], ['desktop', 32], ['tablet', 7]]) }},
    'duration_ms', case when {{ example_uniform('no duration', 'event_id') }} < 0.05 then null else {{ example_between('duration', 'event_id', 400, 180000) }} end
  ),
  event_time, ingestion_time, {{ example_schema_version('sent_at') }}, source_name, batch_id
from deliveries;
{% endmacro %}
