-- 12 months to train, 2 to validate, 2 to test, 1 out of time: with fewer the history is too short for this training set.
with wanted (split, months) as (
  values ('train', 12), ('validation', 2), ('test', 2), ('out_of_time', 1)
),

found as (
  select split, count(distinct prediction_month) as months
  from {{ ref('fct_training_view') }}
  group by split
)

select wanted.split, wanted.months as wanted, coalesce(found.months, 0) as found
from wanted
left join found using (split)
where coalesce(found.months, 0) <> wanted.months
