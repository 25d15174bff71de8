-- What the scorer reads: one row per loan in its first six months, features as they are known now.
select *
from {{ ref('point_in_time_features') }}
where purpose = 'scoring'
