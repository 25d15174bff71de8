select *
from "db"."library"."labels"
where label_observed_at > current_timestamp + interval '0 seconds'
