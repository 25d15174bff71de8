-- How wrong would features be that only mind when things happened? For each monthly run: the predictions that would
-- have seen a loan state which had happened by then but had not reached us. Their share is what leaks into a training
-- set that ignores the second clock, and is missing when the model runs.
select
  predictions.prediction_month,
  count(*) as predictions,
  count(*) filter (where unknown_then.loan_id is not null) as would_have_seen_the_future,
  round(avg((unknown_then.loan_id is not null)::integer), 3) as share
from {{ ref('prediction_points') }} as predictions
left join lateral (
  select snapshots.loan_id
  from {{ ref('fct_loan_snapshots') }} as snapshots
  where snapshots.loan_id = predictions.loan_id
    and snapshots.event_time <= predictions.prediction_time
    and snapshots.known_at > predictions.prediction_time
  limit 1
) as unknown_then on true
where predictions.months_on_book > 0
group by predictions.prediction_month
order by predictions.prediction_month
