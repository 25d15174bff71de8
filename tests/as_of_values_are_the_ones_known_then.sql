-- The as-of join, checked the slow and obvious way for every tenth prediction: of the versions that had reached us, the
-- newest per day; of those days, the last. Any difference is a leak or a loss.
with predictions as (
  select prediction_point_key, loan_id, prediction_time, loan_days_past_due, loan_event_time, loan_known_at
  from {{ ref('point_in_time_features') }}
  where prediction_point_key < '1a'
),

known as (
  select
    predictions.prediction_point_key,
    snapshots.*,
    row_number() over (
      partition by prediction_point_key, snapshot_date
      order by known_at desc
    ) as version_rank
  from predictions
  join {{ ref('fct_loan_snapshots') }} as snapshots
    on snapshots.loan_id = predictions.loan_id
    and snapshots.event_time between predictions.prediction_time - interval '1080 hours' and predictions.prediction_time
    and snapshots.known_at <= predictions.prediction_time
),

expected as (
  select distinct on (prediction_point_key) prediction_point_key, days_past_due, event_time, known_at
  from known
  where version_rank = 1
  order by prediction_point_key, snapshot_date desc
)

select *
from predictions
left join expected using (prediction_point_key)
where (loan_days_past_due, loan_event_time, loan_known_at) is distinct from (days_past_due, event_time, known_at)
