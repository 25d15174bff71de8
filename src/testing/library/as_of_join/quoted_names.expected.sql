with spine_rows as (select loan_id, customer_id, prediction_time from "db"."library"."loans"),

odd as (select customer_id, occurred_at, score as "Odd ""Name" from "db"."library"."scores")

select * from (
/* assay.as_of_join
   CTE odd: lateral, which strategy auto is when compiled: one look-up per spine row; a CTE has no index, so if it is large, strategy='carry_forward' is faster */
select
    spine.*,
    f1."Odd ""Name" as "a_Odd ""Name"
from (select * from spine_rows order by "customer_id", "prediction_time") as spine
left join lateral (
    select f."Odd ""Name"
    from (
        select * from odd as f
        where f."customer_id" = spine."customer_id"
          and f."occurred_at" <= spine."prediction_time"
        order by f."occurred_at" desc
        fetch first 1 row with ties
    ) as f
    order by cast(f."Odd ""Name" as text) collate "C" desc nulls last
    limit 1
) as f1 on true
) as joined
