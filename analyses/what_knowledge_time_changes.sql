-- How wrong would features be that only mind when things happened? For each monthly run: the predictions for which the
-- state of the loan, as it had happened, was another than the state as it was known. That share of a training set which
-- ignores the second clock shows the model what it will not have when it runs.
with known as (
  select loan_id, prediction_month, prediction_time, loan_days_past_due, loan_outstanding_share
  from {{ ref('point_in_time_features') }}
  where purpose = 'training' and months_on_book > 0
),

compared as (
  select
    known.prediction_month,
    (known.loan_days_past_due, known.loan_outstanding_share)
      is distinct from (happened.days_past_due, happened.outstanding_share) as differs
  from known
  left join lateral (
    select days_past_due, outstanding_share
    from {{ ref('fct_loan_snapshots') }} as snapshots
    where snapshots.loan_id = known.loan_id
      and snapshots.event_time between known.prediction_time - interval '45 days' and known.prediction_time
      and snapshots.superseded_at is null
    order by event_time desc
    limit 1
  ) as happened on true
)

select
  prediction_month,
  count(*) as predictions,
  count(*) filter (where differs) as would_have_seen_the_future,
  round(avg(differs::integer), 3) as share
from compared
group by prediction_month
order by prediction_month
