/* assay.as_of_join
   source library.visits: lateral, which strategy auto is when compiled: one look-up per spine row; wants an index on "db"."library"."visits" ("customer_id", "visited_on") */
select
    spine.*,
    f1."pages" as "pages"
from (select * from "db"."library"."loans" order by "customer_id", "prediction_time") as spine
left join lateral (
    select f."pages"
    from (
        select * from "db"."library"."visits" as f
        where f."customer_id" = spine."customer_id"
          and f."visited_on" <= spine."prediction_time"
          and f."visited_on" <= case when true then spine."prediction_time" else f."visited_on" end - interval '24 hours'
        order by f."visited_on" desc
        fetch first 1 row with ties
    ) as f
    order by cast(f."pages" as text) collate "C" desc nulls last
    limit 1
) as f1 on true
