{{ config(materialized='table', indexes=[{'columns': ['prediction_point_key'], 'unique': true}]) }}

-- What the applicant did on our pages in the 7, 30 and 90 days before each prediction.
with windows as (
  {{ rolling_features(
    spine=ref('prediction_points'),
    events=ref('fct_clicks'),
    entity='applicant_id',
    aggregations=[
      {'function': 'count', 'column': '*', 'name': 'clicks'},
      {'function': 'count', 'column': '*', 'where': "event_type = 'payment_help'", 'name': 'help_views'},
      {'function': 'avg', 'column': 'duration_seconds', 'name': 'click_seconds'},
    ],
    windows=['7 days', '30 days', '90 days']
  ) }}
)

select
  prediction_point_key,
  prediction_time,
  count_clicks_7_days as clicks_7_days,
  count_clicks_30_days as clicks_30_days,
  count_clicks_90_days as clicks_90_days,
  count_help_views_7_days as help_views_7_days,
  count_help_views_30_days as help_views_30_days,
  count_help_views_90_days as help_views_90_days,
  -- null without clicks: there is no duration of nothing
  round(avg_click_seconds_30_days, 3) as click_seconds_30_days,
  round(avg_click_seconds_90_days, 3) as click_seconds_90_days
from windows
