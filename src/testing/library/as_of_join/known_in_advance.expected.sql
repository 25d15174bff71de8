/* assay.as_of_join
   source library.bookings: lateral, which strategy auto is when compiled: one look-up per spine row; wants an index on "db"."library"."bookings" ("customer_id", "starts_at", "booked_at") */
select
    spine.*,
    f1."room" as "room"
from (select * from "db"."library"."loans" order by "customer_id", "prediction_time") as spine
left join lateral (
    select f."room"
    from (
        select * from "db"."library"."bookings" as f
        where f."customer_id" = spine."customer_id"
          and f."starts_at" is not null
          and f."booked_at" <= spine."prediction_time"
        order by f."starts_at" desc
        fetch first 1 row with ties
    ) as f
    order by f."booked_at" desc, cast(f."room" as text) collate "C" desc nulls last
    limit 1
) as f1 on true
