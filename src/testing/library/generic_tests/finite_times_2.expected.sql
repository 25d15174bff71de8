select *
from (select * from "db"."library"."labels" where loan_id > 5) dbt_subquery
where not isfinite("feature_at") or not isfinite("label_observed_at")
