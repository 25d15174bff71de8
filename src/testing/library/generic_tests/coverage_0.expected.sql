select round(count(label_observed_at)::numeric / count(*), 4) as coverage, count(label_observed_at) as rows_with_value, count(*) as rows_found
from "db"."library"."labels"
having count(label_observed_at) < 0.7142 * count(*)
