/* assay.as_of_join
   source library.scores: lateral, which strategy auto is when compiled: one look-up per spine row; wants an index on "db"."library"."scores" ("customer_id", "occurred_at") */
select
    spine.*,
    f1."score" as "score"
from (select * from "db"."library"."days" order by "customer_id", "prediction_time") as spine
left join lateral (
    select f."score"
    from (
        select * from "db"."library"."scores" as f
        where f."customer_id" = spine."customer_id"
          and f."occurred_at" <= spine."prediction_time"
          and case when true then f."occurred_at" else spine."prediction_time" end + interval '1 month' <= spine."prediction_time"
        order by f."occurred_at" desc
        fetch first 1 row with ties
    ) as f
    order by cast(f."score" as text) collate "C" desc nulls last
    limit 1
) as f1 on true
