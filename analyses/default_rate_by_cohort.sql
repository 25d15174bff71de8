-- Do some cohorts default more than others, and which products? Compile it and paste it into your SQL client, or
-- `assay show --select default_rate_by_cohort`.
select
  labels.cohort_month,
  loans.product_code,
  count(*) as loans,
  count(*) filter (where labels.is_default) as defaults,
  round(avg(labels.is_default::integer), 3) as default_rate
from {{ ref('label_loan_default') }} as labels
join {{ ref('dim_loans') }} as loans using (loan_id)
group by rollup (labels.cohort_month, loans.product_code)
order by labels.cohort_month, loans.product_code
