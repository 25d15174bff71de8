-- The rolling windows, checked the slow and obvious way for every tenth prediction: payments whose newest version known
-- at the prediction is a settled one, of the 90 days before it.
with predictions as (
  select prediction_point_key, loan_id, prediction_time, payments_90_days, reversals_90_days
  from {{ ref('point_in_time_features') }}
  where prediction_point_key < '1a'
),

known as (
  select distinct on (prediction_point_key, payment_id) prediction_point_key, payment_id, status
  from predictions
  join {{ ref('fct_payments') }} as payments
    on payments.loan_id = predictions.loan_id
    and payments.event_time >= predictions.prediction_time - interval '2160 hours'
    and payments.event_time < predictions.prediction_time
    and payments.known_at <= predictions.prediction_time
  order by prediction_point_key, payment_id, known_at desc
),

expected as (
  select
    prediction_point_key,
    count(payment_id) filter (where status = 'settled') as payments,
    count(payment_id) filter (where status = 'reversed') as reversals
  from predictions
  left join known using (prediction_point_key)
  group by prediction_point_key
)

select *
from predictions
join expected using (prediction_point_key)
where (payments_90_days, reversals_90_days) is distinct from (payments, reversals)
