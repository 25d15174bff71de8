select loan_id, source, max(label_observed_at) as newest
from "db"."library"."labels"
group by loan_id, source
having max(label_observed_at) is null or max(label_observed_at) < current_timestamp - interval '168 hours'
