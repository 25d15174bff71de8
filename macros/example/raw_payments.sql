{#
  The payment provider's log, in cents: one row per payment, and a revision of it when it is reversed later (an
  account without cover). A reversed instalment is paid again, as another payment.
#}
{% macro example_raw_payments(arrived) %}
insert into raw.payments (
  payment_id, revision, loan_id, amount, amount_unit, method, status,
  event_time, ingestion_time, schema_version, source_name, batch_id)
with paid as (
  select
    instalment_id,
    loan_id,
    paid_on,
    (loans.instalment * 100)::bigint as amount,
    loans.currency || '_CENT' as amount_unit,
    {{ example_uniform('reversed', 'instalment_id') }} < 0.004 + 0.03 * loans.risk * loans.risk as reversed
  from world_instalments
  join world_loans as loans using (loan_id)
  where paid_on is not null
),
payments as (
  -- with a reversal there are two payments: the one that bounced some days before, and the one that held
  select 'P' || substr(instalment_id, 2) || 'a' as payment_id, paid_on - {{ example_between('bounced', 'instalment_id', 3, 8) }} as day, true as bounced, paid.*
  from paid where reversed
  union all
  select 'P' || substr(instalment_id, 2) || 'b', paid_on, false, paid.*
  from paid
),
timed as (
  select
    payments.*,
    {{ example_pick('method', 'payment_id', [['direct_debit', 70], ['transfer', 22], ['card', 8]]) }} as method,
    {{ example_moment('paid', 'payment_id', 'day', 6, 22) }} as event_time
  from payments
),
versions as (
  select
    payment_id || 'v' || revision as version_key,
    revision,
    timed.*,
    case revision when 1 then 'settled' else 'reversed' end as status,
    event_time
      + {{ example_between('settled after', 'payment_id', 20, 360) }} * interval '1 minute'
      + case revision when 2 then {{ example_between('reversed after', 'payment_id', 1, 3) }} * interval '1 day' else interval '0' end as sent_at,
    'payment_provider' as source_name
  from timed
  cross join generate_series(1, 2) as revision
  where revision = 1 or bounced
),
{{ example_deliveries(0.02, 216, 0.015, arrived) }}
select
  payment_id, revision, loan_id, amount, amount_unit,
  case when {{ example_uniform('method lost', 'payment_id') }} < 0.01 then null else method end,
  status, event_time, ingestion_time, {{ example_schema_version('sent_at') }}, source_name, batch_id
from deliveries;
{% endmacro %}
