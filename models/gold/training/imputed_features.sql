{{ config(materialized='view') }}

-- The features that may be unknown, filled in by the rules in force: the same for training and for scoring.
{% set numbers = [
  'applicant_stated_income_eur', 'loan_days_past_due', 'loan_outstanding_share',
  'statement_income_eur', 'statement_expense_share', 'statement_overdraft_days', 'instalment_income_share',
  'click_seconds_90_days', 'income_eur_180_days', 'income_variation_180_days', 'overdraft_days_90_days',
] %}
select
  prediction_point_key,
  loan_id,
  purpose,
  prediction_time,
  {{ impute('applicant_employment_status', fitted=ref('imputation_rules'), type='text') }} as applicant_employment_status,
  {{ missing_flag('loan_days_past_due') }} as loan_missing,
  statement_missing,
  {% for feature in numbers %}
  {{ impute(feature, fitted=ref('imputation_rules')) }} as {{ feature }}{{ ',' if not loop.last }}
  {% endfor %}
from {{ ref('point_in_time_features') }}
