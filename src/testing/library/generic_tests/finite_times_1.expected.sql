select *
from "db"."library"."labels"
where not isfinite("feature_at") or not isfinite("label_observed_at")
