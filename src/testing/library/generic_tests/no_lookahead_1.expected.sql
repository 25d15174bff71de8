select *
from "db"."library"."labels"
where greatest(feature_at, label_observed_at) >= label_observed_at