{#
  Monthly account statements of the applicants who agreed to share them. They agree when they apply, so the half year
  before reaches us only then: old events, new knowledge. Later months take their bank two days to four weeks. Two feeds:
  one in units of the currency, one in thousands. Some months are restated, some numbers are missing.
  Before a default the account runs dry, which a model may notice.
#}
{% macro example_raw_financials(arrived) %}
insert into raw.financials (
  statement_id, revision, applicant_id, statement_month, income, expenses, closing_balance, amount_unit, overdraft_days,
  event_time, ingestion_time, schema_version, source_name, batch_id)
with shared as (
  select
    applicants.*,
    -- statements stop when there is no loan, and about a year into one
    coalesce(disbursed_on + 330, joined_on) as last_day,
    joined_on::timestamp at time zone 'UTC' as agreed_at,
    (disbursed_on + unpaid_from * interval '1 month')::date as runs_dry_on,
    case when {{ example_uniform('feed', 'applicant_id') }} < 0.8 then 'bank_feed' else 'bank_feed_thousands' end as source_name
  from world_applicants as applicants
  left join (select applicant_id, disbursed_on, unpaid_from from world_loans where loan_id like '%-1') as first_loans using (applicant_id)
  where {{ example_uniform('shares statements', 'applicant_id') }} < 0.85
),
months as (
  select
    shared.*,
    applicant_id || '-' || to_char(month, 'YYYYMM') as statement_id,
    month::date as month,
    (month + interval '1 month' - interval '1 second') at time zone 'UTC' as event_time,
    coalesce(month::date between runs_dry_on - 75 and runs_dry_on + 60, false) as running_dry
  from shared
  cross join lateral generate_series(
    date_trunc('month', joined_on::timestamp) - interval '6 months', last_day::timestamp, interval '1 month') as month
),
statements as materialized (
  select
    months.*,
    round((income * (0.9 + 0.2 * {{ example_uniform('income that month', 'statement_id') }})
      * case when running_dry then 0.75 else 1 end)::numeric, 2) as income_then,
    round((income * expense_share * (0.85 + 0.3 * {{ example_uniform('expenses that month', 'statement_id') }}))::numeric, 2) as expenses_then,
    case when running_dry then {{ example_between('days in the red', 'statement_id', 4, 24) }}
      else floor(12 * risk * {{ example_uniform('days in the red', 'statement_id') }} * {{ example_uniform('fewer', 'statement_id') }})::int end as overdraft_days
  from months
),
versions as (
  select
    statement_id || 'v' || revision as version_key,
    revision, statement_id, applicant_id, month, event_time, agreed_at, source_name, currency, overdraft_days,
    case when revision = 1 and {{ example_uniform('restated', 'statement_id') }} < 0.03
      -- a salary that was booked twice
      then income_then * 2 else income_then end as income_then,
    expenses_then,
    round((income * (0.3 + 2 * (1 - risk) * {{ example_uniform('balance', 'statement_id') }}))::numeric, 2) as closing_balance,
    case
      when event_time < agreed_at then agreed_at + {{ example_between('history sent after', 'statement_id', 1, 48) }} * interval '1 hour'
      else event_time + {{ example_between('statement sent after', 'statement_id', 40, 620) }} * interval '1 hour'
    end
      + case revision when 2 then {{ example_between('restated after', 'statement_id', 10, 45) }} * interval '1 day' else interval '0' end as sent_at,
    case source_name when 'bank_feed' then 1 else 1000 end as unit_divisor
  from statements
  cross join generate_series(1, 2) as revision
  where revision = 1 or {{ example_uniform('restated', 'statement_id') }} < 0.03
),
{{ example_deliveries(0.04, 960, 0.005, arrived) }}
select
  statement_id, revision, applicant_id, month,
  income_then / unit_divisor,
  case when {{ example_uniform('expenses missing', 'statement_id') }} < 0.03 then null else expenses_then / unit_divisor end,
  closing_balance / unit_divisor,
  case when unit_divisor = 1000 then currency || '_K' else currency end,
  case when {{ example_uniform('overdraft missing', 'statement_id') }} < 0.05 then null else overdraft_days end,
  event_time, ingestion_time, {{ example_schema_version('sent_at') }}, source_name, batch_id
from deliveries;
{% endmacro %}
