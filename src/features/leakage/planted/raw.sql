-- Half a year of eight customers. Numbers come from the row's number, so that they are the same every time.
create schema raw;
create table raw.customers as
  select i as customer_id, case i % 3 when 0 then 'retail' when 1 then 'business' else 'public' end as segment
  from generate_series(1, 8) as i;
create table raw.loans as
  select i as loan_id, 1 + i % 8 as customer_id, timestamptz '2026-02-01 00:00+00' + i * interval '37 hours' as prediction_time,
    (i * 7 % 11 < 4)::int as defaulted, timestamptz '2026-02-01 00:00+00' + i * interval '37 hours' + interval '30 days' as label_observed_at
  from generate_series(1, 60) as i;
-- Known a day after they were made; every seventh is corrected three weeks later.
create table raw.payments as
  select i as payment_id, 1 + i * 5 % 8 as customer_id, (i * 37 % 101)::numeric as amount,
    case i % 4 when 0 then 'late' else 'on time' end as status,
    timestamptz '2026-01-01 03:00+00' + i * interval '9 hours' as paid_at,
    timestamptz '2026-01-01 03:00+00' + i * interval '9 hours' + interval '1 day' as ingested_at
  from generate_series(1, 400) as i;
insert into raw.payments
  select payment_id, customer_id, amount + 500, 'late', paid_at, ingested_at + interval '21 days'
  from raw.payments where payment_id % 7 = 0;
create table raw.visits as
  select i as visit_id, 1 + i * 3 % 8 as customer_id, i * 13 % 29 as pages,
    timestamptz '2026-01-01 05:00+00' + i * interval '7 hours' + (i * i % 397) * interval '1 minute' as visited_at
  from generate_series(1, 500) as i;
-- A band holds until the next one; every fourth was loaded six weeks late.
create table raw.risk_bands as
  select 1 + i % 8 as customer_id, i * 5 % 17 as score, chr(65 + i * 5 % 4) as band, valid_from,
    lead(valid_from) over (partition by i % 8 order by valid_from) as valid_to,
    valid_from + case when i % 4 = 0 then interval '42 days' else interval '2 hours' end as loaded_at
  from generate_series(1, 64) as i, lateral (select timestamptz '2026-01-01 00:00+00' + i * interval '61 hours' as valid_from) as v;
-- One row a customer, written in place when the account is closed.
create table raw.accounts as
  select i as customer_id, timestamptz '2025-12-01 00:00+00' + i * interval '1 day' as opened_at,
    case when i % 2 = 0 then timestamptz '2026-03-01 00:00+00' + i * interval '5 days' end as closed_at,
    case when i % 4 = 0 then 'defaulted' when i % 2 = 0 then 'repaid' end as final_status
  from generate_series(1, 8) as i;
create table raw.balances as
  select c as customer_id, (date '2025-12-01' + m * interval '1 month' - interval '1 day')::date as month_end, (c * 131 + m * 17 % 53)::numeric as balance,
    (date '2025-12-01' + m * interval '1 month' + interval '2 days')::timestamptz as loaded_at
  from generate_series(1, 8) as c, generate_series(0, 9) as m;
-- Booked long before they are due.
create table raw.instalments as
  select i as instalment_id, 1 + i % 8 as customer_id, (i * 19 % 71)::numeric as amount,
    timestamptz '2026-02-01 00:00+00' + i * interval '20 hours' as due_at,
    timestamptz '2026-01-01 00:00+00' + i * interval '17 hours' as booked_at
  from generate_series(1, 200) as i;
