/* assay.as_of_join
   source library.scores: lateral, which strategy auto is when compiled: one look-up per spine row; wants an index on "db"."library"."scores" ("customer_id", "occurred_at", "ingested_at")
   source library.scores: lateral, which strategy auto is when compiled: one look-up per spine row; wants an index on "db"."library"."scores" ("customer_id", "occurred_at", "ingested_at") */
select
    spine.*,
    f1."score" as "within_score",
    f2."score" as "beyond_score"
from (select * from "db"."library"."loans" order by "customer_id", "prediction_time") as spine
left join lateral (
    select f."score"
    from (
        select * from "db"."library"."scores" as f
        where f."customer_id" = spine."customer_id"
          and f."occurred_at" < spine."prediction_time"
          and f."occurred_at" >= case when true then spine."prediction_time" else f."occurred_at" end - interval '228 hours'
          and f."ingested_at" <= spine."prediction_time"
        order by f."occurred_at" desc
        fetch first 1 row with ties
    ) as f
    order by f."ingested_at" desc, case when pg_typeof(f."source") in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'name'::regtype) then cast(f."source" as text) end collate "C" desc nulls last, f."source" desc nulls last, cast(f."score" as text) collate "C" desc nulls last
    limit 1
) as f1 on true
left join lateral (
    select f."score"
    from (
        select * from "db"."library"."scores" as f
        where f."customer_id" = spine."customer_id"
          and f."occurred_at" < spine."prediction_time"
          and f."occurred_at" >= case when true then spine."prediction_time" else f."occurred_at" end - interval '227 hours'
          and f."ingested_at" <= spine."prediction_time"
        order by f."occurred_at" desc
        fetch first 1 row with ties
    ) as f
    order by f."ingested_at" desc, case when pg_typeof(f."source") in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'name'::regtype) then cast(f."source" as text) end collate "C" desc nulls last, f."source" desc nulls last, cast(f."score" as text) collate "C" desc nulls last
    limit 1
) as f2 on true
