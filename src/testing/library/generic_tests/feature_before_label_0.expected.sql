select *
from "db"."library"."labels"
where feature_at >= label_observed_at
