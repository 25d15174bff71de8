select *
from "db"."library"."labels"
where not isfinite(feature_at)
