select *
from "db"."library"."labels"
where label_observed_at >= date_trunc('month', as_of_month) + interval '1 month'
