-- The values each feature takes, by prediction month, and how many lie outside what makes sense.
select
  prediction_month,
  feature,
  min(value) as lowest,
  max(value) as highest,
  lowest_allowed,
  highest_allowed,
  count(*) filter (where value < lowest_allowed or value > highest_allowed) as out_of_range
from {{ ref('int_feature_values') }}
join {{ ref('feature_ranges') }} using (feature)
group by prediction_month, feature, lowest_allowed, highest_allowed
