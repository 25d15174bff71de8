{{ config(materialized='table', indexes=[{'columns': ['prediction_point_key'], 'unique': true}]) }}

-- Payments in the 7, 30 and 90 days before each prediction, as far as they were known and not yet reversed then.
with windows as (
  {{ rolling_features(
    spine=ref('prediction_points'),
    events=ref('fct_payments'),
    entity='loan_id',
    aggregations=[
      {'function': 'count', 'column': '*', 'where': "status = 'settled'", 'name': 'payments'},
      {'function': 'sum', 'column': 'amount_eur', 'where': "status = 'settled'", 'name': 'paid_eur'},
      {'function': 'count', 'column': '*', 'where': "status = 'reversed'", 'name': 'reversals'},
    ],
    windows=['7 days', '30 days', '90 days']
  ) }}
)

select
  prediction_point_key,
  prediction_time,
  count_payments_7_days as payments_7_days,
  count_payments_30_days as payments_30_days,
  count_payments_90_days as payments_90_days,
  -- nothing paid is zero, not unknown
  coalesce(sum_paid_eur_7_days, 0) as paid_eur_7_days,
  coalesce(sum_paid_eur_30_days, 0) as paid_eur_30_days,
  coalesce(sum_paid_eur_90_days, 0) as paid_eur_90_days,
  count_reversals_7_days as reversals_7_days,
  count_reversals_30_days as reversals_30_days,
  count_reversals_90_days as reversals_90_days
from windows
