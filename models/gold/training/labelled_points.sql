-- The spine of default_training: each past prediction whose label is known by now, and what came of it. A prediction made
-- when the label was already observed would be no prediction; there are none.
select
  points.loan_id,
  points.applicant_id,
  points.prediction_time,
  labels.is_default,
  labels.label_known_at
from {{ ref('prediction_points') }} as points
join {{ ref('label_loan_default') }} as labels using (loan_id, applicant_id)
where points.purpose = 'training'
  and points.prediction_time < labels.label_observed_at
