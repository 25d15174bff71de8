{#
  The nightly feed of the two core banking systems: the state of a loan at the end of a day, for each day on which it
  differs from the day before, and for all loans at month end. The eastern system counts in cents.

  At the turn of the month the western books are closed first: the feed of its last two days comes on the 2nd.

  Corrections: a few days in arrears are first reported as fine, a few fine ones as 31 days late; the true row follows
  days later as revision 2 of the same loan and date. Labels must therefore ask what was known when they were closed.
#}
{% macro example_raw_loan_snapshots(arrived) %}
insert into raw.loan_snapshots (
  loan_id, snapshot_date, revision, applicant_id, product_code, status, principal, outstanding, instalment, amount_unit,
  annual_rate, term_months, disbursed_at, days_past_due,
  event_time, ingestion_time, schema_version, source_name, batch_id)
with lives as (
  -- a loan's last day: the last payment, or 90 days past due, when it is charged off
  select
    loans.loan_id,
    loans.disbursed_on,
    case
      when loans.unpaid_from is not null then max(instalments.due_on) filter (where number = unpaid_from) + 90
      when count(instalments.paid_on) = loans.term_months then max(instalments.paid_on)
    end as last_day
  from world_loans as loans
  left join world_instalments as instalments using (loan_id)
  group by loans.loan_id, loans.disbursed_on, loans.unpaid_from, loans.term_months
),
moments as (
  select loan_id, disbursed_on as day, 0 as paid, 0 as days_past_due from lives
  union all
  select loan_id, (month + interval '1 month' - interval '1 day')::date, 0, 0
  from lives
  cross join lateral generate_series(date_trunc('month', disbursed_on::timestamp), timestamp '{{ as_of_date() }}', interval '1 month') as month
  union all
  select loan_id, paid_on, 1, 0 from world_instalments where paid_on is not null
  union all
  select loan_id, day::date, 0, day::date - due_on
  from world_instalments
  cross join lateral generate_series(due_on + interval '1 day', coalesce(paid_on - 1, due_on + 90)::timestamp, interval '1 day') as day
),
days as (
  select loan_id, day, sum(paid) as paid, max(moments.days_past_due) as days_past_due
  from moments
  join lives using (loan_id)
  where day between disbursed_on and coalesce(last_day, date '{{ as_of_date() }}')
    and day < date '{{ as_of_date() }}'
  group by loan_id, day
),
states as (
  select
    loan_id,
    day,
    days_past_due,
    sum(paid) over (partition by loan_id order by day) as instalments_paid
  from days
),
versions as (
  select
    loan_id || '@' || to_char(day, 'YYYY-MM-DD') || 'v' || revision as version_key,
    revision,
    loan_id,
    applicant_id,
    product_code,
    currency,
    principal,
    instalment,
    annual_rate,
    term_months,
    disbursed_at,
    states.day,
    instalments_paid,
    case
      when revision = 2 then states.days_past_due
      when misreported then case when states.days_past_due > 0 then 0 else 31 end
      else states.days_past_due
    end as days_past_due,
    {{ example_moment('nightly feed', 'loan_id', 'feed_day', 2, 5) }}
      + case when revision = 2 then {{ example_between('put right after', "loan_id || to_char(day, 'YYYY-MM-DD')", 1, 12) }} * interval '1 day' else interval '0' end as sent_at,
    case when currency in ('PLN', 'CZK') then 'core_banking_east' else 'core_banking' end as source_name,
    case when currency in ('PLN', 'CZK') then 100 else 1 end as unit_factor,
    case when currency in ('PLN', 'CZK') then currency || '_CENT' else currency end as amount_unit
  from states
  join world_loans as loans using (loan_id)
  cross join lateral (
    select
      {{ example_uniform('misreported', "loan_id || to_char(day, 'YYYY-MM-DD')") }} < case when states.days_past_due > 0 then 0.02 else 0.002 end as misreported,
      case when currency not in ('PLN', 'CZK') and extract(day from day + 2) <= 2 then date_trunc('month', day + 2)::date + 1 else day + 1 end as feed_day
  ) as delivery
  cross join generate_series(1, 2) as revision
  where revision = 1 or misreported
),
{{ example_deliveries(0.015, 288, 0.005, arrived) }}
select
  loan_id, day, revision, applicant_id, product_code,
  case
    when days_past_due >= 90 then 'charged_off'
    when days_past_due > 0 then 'late'
    when instalments_paid = term_months then 'repaid'
    else 'current'
  end,
  principal * unit_factor,
  round(principal * (term_months - instalments_paid) / term_months, 2) * unit_factor,
  instalment * unit_factor,
  amount_unit, annual_rate, term_months, disbursed_at, days_past_due,
  -- the state at the end of the day
  (day + time '23:59:59') at time zone 'UTC',
  ingestion_time, {{ example_schema_version('sent_at') }}, source_name, batch_id
from deliveries;
{% endmacro %}
