{{ config(materialized='ephemeral') }}

-- The numeric features in long form, one row per prediction point and feature; feature_ranges says what is allowed.
{% set features = [
  'principal_eur', 'annual_rate', 'applicant_household_size', 'applicant_stated_income_eur',
  'loan_days_past_due', 'loan_outstanding_share',
  'statement_income_eur', 'statement_expense_share', 'statement_overdraft_days', 'instalment_income_share',
  'payments_90_days', 'paid_eur_90_days', 'reversals_90_days', 'clicks_90_days', 'help_views_90_days',
  'click_seconds_90_days', 'income_eur_180_days', 'income_variation_180_days', 'overdraft_days_90_days',
] %}
select
  prediction_month,
  purpose,
  months_on_book,
  feature,
  value
from {{ ref('point_in_time_features') }}
cross join lateral (values
  {% for feature in features %}
  ('{{ feature }}', {{ feature }}::numeric){{ ',' if not loop.last }}
  {% endfor %}
) as long_form (feature, value)
