{{ config(materialized='table', indexes=[{'columns': ['prediction_point_key'], 'unique': true}]) }}

-- Account statements of the last quarter and half year before each prediction: how much comes in, and how steadily.
with windows as (
  {{ rolling_features(
    spine=ref('prediction_points'),
    events=ref('fct_financial_statements'),
    entity='applicant_id',
    aggregations=[
      {'function': 'count', 'column': '*', 'name': 'statements'},
      {'function': 'avg', 'column': 'income_eur'},
      {'function': 'stddev', 'column': 'income_eur'},
      {'function': 'sum', 'column': 'overdraft_days'},
    ],
    windows=['90 days', '180 days']
  ) }}
)

select
  prediction_point_key,
  prediction_time,
  count_statements_90_days as statements_90_days,
  round(avg_income_eur_90_days, 2) as income_eur_90_days,
  round(avg_income_eur_180_days, 2) as income_eur_180_days,
  -- relative to the mean, so that rich and poor compare
  round(stddev_income_eur_180_days / nullif(avg_income_eur_180_days, 0), 4) as income_variation_180_days,
  sum_overdraft_days_90_days as overdraft_days_90_days
from windows
