-- Nobody asks whether a loan will default when its default is known already.
select predictions.loan_id, predictions.prediction_time, labels.label_observed_at
from {{ ref('prediction_points') }} as predictions
join {{ ref('label_loan_default') }} as labels using (loan_id)
where labels.is_default
  and labels.label_observed_at <= predictions.prediction_time
