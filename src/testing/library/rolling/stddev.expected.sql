select score_id, case when true then stddev_samp(cast(score as numeric)) filter (where customer_id is not null and occurred_at is not null) over (partition by customer_id order by occurred_at range between interval '168 hours' preceding and current row) else score end as value
from "db"."library"."scores"
