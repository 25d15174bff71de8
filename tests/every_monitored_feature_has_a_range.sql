-- The list of features in int_feature_values and the ranges in the seed name the same ones.
select feature, monitored.feature is null as not_monitored, ranges.feature is null as without_range
from (select distinct feature from {{ ref('int_feature_values') }}) as monitored
full join {{ ref('feature_ranges') }} as ranges using (feature)
where monitored.feature is null or ranges.feature is null
