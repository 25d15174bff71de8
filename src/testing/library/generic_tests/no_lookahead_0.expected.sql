select *
from "db"."library"."labels"
where label_observed_at > feature_at