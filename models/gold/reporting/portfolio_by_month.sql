{{ config(
  materialized='materialized_view',
  indexes=[{'columns': ['month', 'product_code'], 'unique': true}]
) }}

-- The book at each month end, by product, as we know it today. Read often by the dashboard, so it is stored.
with month_ends as (
  select *
  from {{ ref('fct_loan_snapshots') }}
  where superseded_at is null
    and snapshot_date = (date_trunc('month', snapshot_date) + interval '1 month' - interval '1 day')::date
)

select
  date_trunc('month', snapshot_date)::date as month,
  product_code,
  count(*) as loans,
  sum(outstanding_eur) as outstanding_eur,
  count(*) filter (where days_past_due > 0) as loans_late,
  count(*) filter (where days_past_due >= 30) as loans_30_days_past_due,
  round(count(*) filter (where days_past_due >= 30)::numeric / count(*), 4) as share_30_days_past_due
from month_ends
group by 1, 2
