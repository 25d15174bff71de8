/* assay.as_of_join
   source library.clicks: lateral, which strategy auto is when compiled: one look-up per spine row; wants an index on "db"."library"."clicks" ("customer_id", "clicked_at") */
select
    spine.*,
    f1."page" as "page"
from (select * from "db"."library"."days" order by "customer_id", "prediction_time") as spine
left join lateral (
    select f."page"
    from (
        select * from "db"."library"."clicks" as f
        where f."customer_id" = spine."customer_id"
          and f."clicked_at" <= spine."prediction_time"
          and f."clicked_at" >= case when true then spine."prediction_time" else f."clicked_at" end - interval '48 hours'
        order by f."clicked_at" desc
        fetch first 1 row with ties
    ) as f
    order by cast(f."page" as text) collate "C" desc nulls last
    limit 1
) as f1 on true
