create schema w;
-- a number of 0 .. n - 1 that looks random and is the same everywhere
create function w.h(seed text, n int) returns int language sql immutable as
    $$ select (('x' || substr(md5(seed), 1, 7))::bit(28)::int) % n $$;

-- a bank: customers written in place, payments of which some come late, loans with their outcome
create table w.customers as
select k as customer_id, 'r' || w.h('region' || k, 4) as region,
    timestamptz '2025-12-01 09:00+00' + w.h('open' || k, 170) * interval '1 day' as opened_at,
    case when k % 4 = 0 then 'closed' else 'active' end as status,
    case when k % 4 = 0 then timestamptz '2026-05-20 12:00+00' + w.h('close' || k, 35) * interval '1 day' end as closed_at,
    jsonb_build_object('plan', (array['free', 'pro', 'gold'])[1 + w.h('plan' || k, 3)], 'seats', w.h('seats' || k, 9)) as profile,
    timestamptz '2026-05-21 15:30+00' + w.h('prof' || k, 30) * interval '1 day' as profile_updated_at
from generate_series(1, 28) k;

create table w.txns as
select k as txn_id, 1 + w.h('cust' || k, 24) as customer_id, (5 + w.h('amount' || k, 9000) / 100.0)::numeric(10, 2) as amount,
    timestamptz '2026-01-01 00:00+00' + k * interval '9 hours 47 minutes' as happened_at,
    timestamptz '2026-01-01 00:05+00' + k * interval '9 hours 47 minutes'
        + case when k in (77, 190, 301) then interval '17 days' else '0' end as loaded_at -- three that were backfilled
from generate_series(1, 430) k;
insert into w.txns values (9001, 7, 66.60, '2026-03-29 22:30+00', '2026-03-29 22:31+00');

create table w.loans as
select k as loan_id, 1 + w.h('borrower' || k, 24) as customer_id, (array['car', 'home', 'trip'])[1 + w.h('why' || k, 3)] as purpose,
    timestamptz '2026-01-02 10:00+00' + k * interval '31 hours' as asked_at,
    case when k < 110 then w.h('bad' || k, 4) = 0 end as defaulted,
    case when k < 110 then timestamptz '2026-01-02 10:00+00' + k * interval '31 hours' + (20 + w.h('obs' || k, 20)) * interval '1 day' end as outcome_at
from generate_series(1, 120) k;

-- a shop: credit limits as a slowly changing dimension, orders that are deleted softly, sales by day, a calendar
create table w.limits as
select *, lead(valid_from) over (partition by customer_id order by valid_from) as valid_to
from (
    select k as customer_id, 500 + w.h('lim' || k || '.' || v, 60) * 50 as credit_limit,
        timestamptz '2026-01-05 03:00+00' + (v * 47 + w.h('vf' || k || '.' || v, 6)) * interval '1 day' as valid_from
    from generate_series(1, 20) k, generate_series(0, 3) v
    -- changed on a Sunday, in the afternoon
    union all values (3, 9100, timestamptz '2026-03-15 16:20+00'), (11, 9200, '2026-05-03 14:10+00'), (12, 9300, '2026-05-03 19:45+00')
) x;

create table w.orders as
select k as order_id, 1 + w.h('oc' || k, 20) as customer_id, 10 + w.h('tot' || k, 100) as total,
    timestamptz '2026-01-03 08:00+00' + k * interval '19 hours' as ordered_at,
    case when w.h('del' || k, 8) = 0 then timestamptz '2026-01-03 08:00+00' + k * interval '19 hours' + (12 + w.h('delw' || k, 30)) * interval '1 day' end as deleted_at
from generate_series(1, 200) k;

create table w.sales as
select s as store, u as sku, date '2026-01-01' + d as day, 1 + w.h(s || '/' || u || '/' || d, 30) as qty
from generate_series(1, 2) s, unnest(array['pen', 'ink']) u, generate_series(0, 150) d where w.h('gap' || s || u || d, 9) > 0;

create table w.holidays (day date, name text, announced_at timestamptz);
insert into w.holidays values
    ('2026-01-01', 'new year', '2025-01-01'), ('2026-02-16', 'carnival', '2025-01-01'), ('2026-04-03', 'friday', '2025-01-01'), ('2026-04-06', 'monday', '2025-01-01'),
    ('2026-04-27', 'jubilee', '2026-04-20 15:00+00'), -- nobody knew before
    ('2026-05-14', 'ascension', '2025-01-01'), ('2026-06-04', 'corpus', '2025-01-01'), ('2026-12-25', 'christmas', '2025-01-01');

create table w.balances as
select c as customer_id, (date '2026-01-01' + m * interval '1 month' - interval '1 day')::date as month_end, w.h('bal' || c || '.' || m, 5000) as balance
from generate_series(1, 12) c, generate_series(0, 6) m;

create table w.branches as select 'r' || k as region, 10 + w.h('branches' || k, 50) as branches from generate_series(0, 3) k;

-- a hospital: laboratory results that are amended in place, admissions that are coded at discharge
create table w.labs as
select k as lab_id, 1 + w.h('pat' || k, 15) as patient_id, 40 + w.h('res' || k, 600) / 10.0::float8 as result,
    case when k in (40, 41, 95, 160) then 400.5::float8 end as amended_result,
    timestamptz '2026-01-02 07:00+00' + k * interval '17 hours' as taken_at,
    case when k in (40, 41, 95, 160) then timestamptz '2026-01-09 13:00+00' + k * interval '17 hours' end as amended_at
from generate_series(1, 220) k;

create table w.admissions as
select k as admission_id, 1 + w.h('apat' || k, 15) as patient_id, timestamptz '2026-01-02 22:00+00' + k * interval '40 hours' as admitted_at,
    timestamptz '2026-01-02 22:00+00' + k * interval '40 hours' + (2 + w.h('stay' || k, 200)) * interval '1 hour' as discharged_at,
    'I' || w.h('icd' || k, 40) as icd
from generate_series(1, 95) k;

-- meters: readings come in versions, some values are missing
create table w.readings as
select k as reading_id, 1 + k % 5 as meter_id, 100 + w.h('val' || k || '.' || v, 400) / 4.0 as value, v as version,
    timestamp '2026-01-01 06:00' + k * interval '13 hours' as measured_at,
    timestamp '2026-01-01 06:30' + k * interval '13 hours' + (v - 1) * interval '9 days' as known_at
from generate_series(1, 300) k, generate_series(1, 2) v where v = 1 or w.h('cor' || k, 20) = 0;

create table w.measures as
select m as meter_id, timestamp '2026-02-01 00:00' + k * interval '1 day' as measured_at, case when w.h('null' || m || k, 30) > 0 then 20 + w.h('m' || m || '.' || k, 100) / 7.0 end::float8 as value
from generate_series(1, 3) m, generate_series(0, 100) k;

-- advertising: times of the wall in New York without a zone, clicks known half an hour later
create table w.impressions as
select k as imp_id, 1 + w.h('usr' || k, 12) as user_id, 'ad' || w.h('ad' || k, 25) as ad_id,
    (at at time zone 'America/New_York')::timestamp as local_ts, at as served_at, w.h('clk' || k, 9) = 0 as clicked, at + interval '30 minutes' as click_known_at
from (select k, timestamptz '2026-02-20 00:10+00' + k * interval '3 hours 7 minutes' + w.h('jit' || k, 90) * interval '1 minute' as at from generate_series(1, 400) k) x;

-- relations that dbt made: a snapshot of another project, a snapshot and a seed of this one
create table w.accounts_snapshot as
select md5(customer_id || '.' || valid_from) as dbt_scd_id, customer_id, credit_limit % 7 as tier, valid_from as dbt_updated_at, valid_from as dbt_valid_from, valid_to as dbt_valid_to from w.limits;

create schema analytics;
create table analytics.prices_snapshot as
select sku, price, effective_on, md5(sku || effective_on) as dbt_scd_id, seen as dbt_updated_at, seen as dbt_valid_from,
    lead(seen) over (partition by sku order by seen) as dbt_valid_to
from (
    select sku, 100 + w.h(sku || k, 900) as price, date '2026-01-04' + k * 21 as effective_on,
        -- the snapshot ran the day after, but for one that it saw a week late
        (date '2026-01-05' + k * 21 + case when sku = 'ink' and k = 4 then 6 else 0 end)::timestamp + interval '2 hours' as seen
    from unnest(array['pen', 'ink']) sku, generate_series(0, 6) k) x;
create table w.prices as select sku, price, effective_on from analytics.prices_snapshot;

create table analytics.watchlist as
select k as customer_id, date '2026-01-10' + w.h('list' || k, 120) as listed_on, (array['fraud', 'late'])[1 + w.h('rsn' || k, 2)] as reason from generate_series(2, 20, 3) k;
