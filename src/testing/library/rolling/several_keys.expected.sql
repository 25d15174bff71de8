select score_id, count(*) filter (where customer_id is not null and source is not null and occurred_at is not null) over (partition by customer_id, source order by occurred_at range between interval '168 hours' preceding and current row) as value
from "db"."library"."scores"
