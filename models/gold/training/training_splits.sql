-- Which prediction month trains, validates or tests. Counted backwards from the last month whose labels are all closed
-- (predictions wait six months for theirs), so that the newest data judges and never teaches.
with labelled_months as (
  select
    month,
    row_number() over (order by month desc) as months_back
  from {{ ref('dim_months') }} as months
  where month in (select prediction_month from {{ ref('prediction_points') }} where months_on_book = 0)
    and exists (
      select from {{ ref('dim_months') }} as label_months
      where label_months.month = (months.month + interval '6 months')::date and label_months.is_closed
    )
)

select
  month as prediction_month,
  case
    when months_back <= 1 then 'out_of_time'
    when months_back <= 3 then 'test'
    when months_back <= 5 then 'validation'
    when months_back <= 17 then 'train'
    else 'unused'
  end as split
from labelled_months
