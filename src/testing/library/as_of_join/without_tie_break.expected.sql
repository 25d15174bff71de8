/* assay.as_of_join
   source library.scores: lateral, which strategy auto is when compiled: one look-up per spine row; wants an index on "db"."library"."scores" ("customer_id", "occurred_at", "ingested_at") */
select
    spine.*,
    f1."grade" as "grade",
    f1."score" as "score"
from (select * from "db"."library"."loans" order by "customer_id", "prediction_time") as spine
left join lateral (
    select f."grade", f."score"
    from (
        select * from "db"."library"."scores" as f
        where f."customer_id" = spine."customer_id"
          and f."occurred_at" <= spine."prediction_time"
          and f."ingested_at" <= spine."prediction_time"
        order by f."occurred_at" desc
        fetch first 1 row with ties
    ) as f
    order by f."ingested_at" desc, cast(f."grade" as text) collate "C" desc nulls last, cast(f."score" as text) collate "C" desc nulls last
    limit 1
) as f1 on true
