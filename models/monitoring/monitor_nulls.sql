-- How often each feature is unknown, by prediction month, and whether that is more than it may be.
select
  prediction_month,
  feature,
  count(*) as predictions,
  round(avg((value is null)::integer), 4) as null_share,
  max_null_share,
  avg((value is null)::integer) > max_null_share as too_many_nulls
from {{ ref('int_feature_values') }}
join {{ ref('feature_ranges') }} using (feature)
-- a new loan has no past yet
where months_on_book > 0 or not needs_history
group by prediction_month, feature, max_null_share
