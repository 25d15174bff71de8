select
    payment_id,
    occurred_at,
    coalesce(units, case when true then avg(cast(units as numeric)) filter (where customer_id is not null and occurred_at is not null) over (partition by customer_id order by occurred_at range between interval '168 hours' preceding and interval '1 microsecond' preceding) else units end, -1) as units
from "db"."library"."payments"
where customer_id = 1 and payment_id < 4
