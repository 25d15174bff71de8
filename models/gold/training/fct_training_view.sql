{{ config(
  materialized='table',
  indexes=[
    {'columns': ['prediction_point_key'], 'unique': true},
    {'columns': ['split', 'prediction_month']},
  ]
) }}

-- What the training pipeline reads: features as they were known at each prediction, the label that was observed later,
-- and the split. A prediction made when the label was already observed would be no prediction; there are none.
select
  splits.split,
  labels.is_default,
  labels.label_month,
  labels.label_observed_at,
  labels.label_known_at,
  features.*
from {{ ref('point_in_time_features') }} as features
join {{ ref('label_loan_default') }} as labels using (loan_id, applicant_id)
join {{ ref('training_splits') }} as splits using (prediction_month)
where features.purpose = 'training'
  and features.prediction_time < labels.label_observed_at
