{{ config(
  materialized='table',
  indexes=[
    {'columns': ['prediction_point_key'], 'unique': true},
    {'columns': ['loan_id', 'prediction_time']},
    {'columns': ['applicant_id', 'prediction_time']},
  ]
) }}

-- The spine: each moment at which the model is (or would have been) asked about a loan.
--   month 0      when the loan first reaches us, in the night after it is paid out or some days later
--   months 1-3   each monthly scoring run, as long as there is something left to predict
--   scoring      now, for all loans in their first six months
-- Training and scoring are rows of one table so that features come about in one way only. Nobody can ask about a loan
-- that has not reached us yet: such a row would come from the future, too.
with loans as (
  select * from {{ ref('dim_loans') }}
),

candidates as (
  select loan_id, 'training' as purpose, 0 as months_on_book, known_at as prediction_time
  from loans

  union all

  select loan_id, 'training', months_on_book, months.scoring_runs_at
  from loans
  cross join generate_series(1, 3) as months_on_book
  join {{ ref('dim_months') }} as months
    on months.month = (cohort_month + months_on_book * interval '1 month')::date
  where months.scoring_runs_at < {{ as_of_time() }}
    and loans.known_at < months.scoring_runs_at

  union all

  select
    loan_id,
    'scoring',
    (12 * extract(year from age(this_month, cohort_month)) + extract(month from age(this_month, cohort_month)))::integer,
    {{ as_of_time() }}
  from loans
  cross join date_trunc('month', date '{{ as_of_date() }}'::timestamp) as this_month
  where cohort_month > this_month - interval '6 months'
),

-- what was known to be over at that moment: in default, written off or repaid
over as (
  select distinct loan_id, prediction_time
  from candidates
  join {{ ref('fct_loan_snapshots') }} as snapshots using (loan_id)
  where (snapshots.days_past_due >= 30 or snapshots.status in ('charged_off', 'repaid'))
    and snapshots.known_at <= prediction_time
    and (snapshots.superseded_at is null or snapshots.superseded_at > prediction_time)
)

select
  {{ surrogate_key(['loan_id', 'purpose', 'months_on_book']) }} as prediction_point_key,
  loan_id,
  applicant_id,
  purpose,
  months_on_book,
  prediction_time,
  date_trunc('month', prediction_time at time zone 'UTC')::date as prediction_month,
  -- the terms are part of the question, so they are known whenever it is asked
  product_code,
  principal_eur,
  instalment_eur,
  annual_rate,
  term_months
from candidates
join loans using (loan_id)
left join over using (loan_id, prediction_time)
where over.loan_id is null
