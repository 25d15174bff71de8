/* assay.as_of_join
   source library.accounts: lateral, which strategy auto is when compiled: one look-up per spine row; wants an index on "db"."library"."accounts" ("owner_id", "region", "opened_at") */
select
    spine.*,
    f1."balance" as "balance",
    f1."valid_to" as "valid_to"
from (select * from "db"."library"."loans" order by "customer_id", "region", "prediction_time") as spine
left join lateral (
    select f."balance", case when f."closed_at" <= spine."prediction_time" then f."valid_to" end as "valid_to"
    from (
        select * from "db"."library"."accounts" as f
        where f."owner_id" = spine."customer_id"
          and f."region" = spine."region"
          and f."opened_at" <= spine."prediction_time"
        order by f."opened_at" desc
        fetch first 1 row with ties
    ) as f
    order by cast(f."balance" as text) collate "C" desc nulls last, cast(case when f."closed_at" <= spine."prediction_time" then f."valid_to" end as text) collate "C" desc nulls last
    limit 1
) as f1 on true
