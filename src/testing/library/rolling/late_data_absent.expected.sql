select customer_id, visited_on, case when true then sum(cast(pages as numeric)) filter (where customer_id is not null and visited_on is not null) over (partition by customer_id order by visited_on range between interval '24 hours' preceding and interval '1 microsecond' preceding) else pages end as value
from "db"."library"."visits"
