{{ config(
  materialized='table',
  indexes=[{'columns': ['loan_id'], 'unique': true}]
) }}

-- The label: was the loan 30 days past due by the close of its sixth month on book?
--
-- Labels close with the month and then stay as they are. Only what had reached us by the last instant of that month
-- decides; a default that we learn of later does not reach back (monitor_label_revisions counts those).
with closed_loans as (
  select
    loan_id,
    applicant_id,
    cohort_month,
    months.month as label_month,
    months.closes_at,
    greatest(months.closes_at, loans.known_at) as label_known_at
  from {{ ref('dim_loans') }} as loans
  join {{ ref('dim_months') }} as months on months.month = (loans.cohort_month + interval '6 months')::date
  where months.is_closed
),

-- a report of 30 days past due that stood when the label closed: neither unknown then, nor already corrected
defaults as (
  select
    loan_id,
    min(snapshot_date) as default_date,
    min(known_at) as default_known_at
  from closed_loans
  join {{ ref('fct_loan_snapshots') }} as snapshots using (loan_id)
  where snapshots.days_past_due >= 30
    and snapshots.known_at <= closes_at
    and (snapshots.superseded_at is null or snapshots.superseded_at > closes_at)
  group by loan_id
)

select
  loan_id,
  applicant_id,
  cohort_month,
  label_month,
  defaults.loan_id is not null as is_default,
  default_date,
  -- that somebody defaulted is seen when it is; that somebody did not, only when the month is over
  coalesce(default_known_at, closes_at) as label_observed_at,
  -- until the close a correction may take a default back, and a loan may reach us later still
  label_known_at
from closed_loans
left join defaults using (loan_id)
