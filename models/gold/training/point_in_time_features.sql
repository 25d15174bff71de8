{{ config(
  materialized='table',
  indexes=[{'columns': ['prediction_point_key'], 'unique': true}]
) }}

-- Every feature at every prediction point, as it was known at that moment: the one way in which features come about,
-- for training and for scoring.
--
-- as_of_join takes, for each point, the newest row that had happened *and* reached us by then. The clocks are declared
-- with the feature models; how old a value may be (ttl) is decided here, where it is used.
with as_of as (
  {{ as_of_join(
    spine=ref('prediction_points'),
    features=[
      {
        'relation': ref('features_applicant'),
        'entity': 'applicant_id',
        'columns': ['region_code', 'employment_status', 'has_steady_income', 'household_size', 'household_size_missing',
                    'stated_income_eur', 'stated_income_missing', 'event_time', 'known_at'],
        'prefix': 'applicant_',
      },
      {
        'relation': ref('features_loan_state'),
        'entity': 'loan_id',
        'columns': ['status', 'days_past_due', 'outstanding_eur', 'outstanding_share', 'event_time', 'known_at'],
        'prefix': 'loan_',
        'ttl': '45 days',
      },
      {
        'relation': ref('features_statement'),
        'entity': 'applicant_id',
        'columns': ['income_eur', 'expense_share', 'closing_balance_eur', 'overdraft_days', 'event_time', 'known_at'],
        'prefix': 'statement_',
        'ttl': '120 days',
      },
    ]
  ) }}
)

select
  as_of.*,
  {{ missing_flag('statement_event_time') }} as statement_missing,
  round(instalment_eur / nullif(statement_income_eur, 0), 4) as instalment_income_share,

  payments_7_days, payments_30_days, payments_90_days,
  paid_eur_7_days, paid_eur_30_days, paid_eur_90_days,
  reversals_7_days, reversals_30_days, reversals_90_days,

  clicks_7_days, clicks_30_days, clicks_90_days,
  help_views_7_days, help_views_30_days, help_views_90_days,
  click_seconds_30_days, click_seconds_90_days,

  statements_90_days, income_eur_90_days, income_eur_180_days, income_variation_180_days, overdraft_days_90_days
from as_of
join {{ ref('payment_windows') }} as payment_windows using (prediction_point_key)
join {{ ref('click_windows') }} as click_windows using (prediction_point_key)
join {{ ref('statement_windows') }} as statement_windows using (prediction_point_key)
