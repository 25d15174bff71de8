/* assay.as_of_join
   source library.scores: lateral, which strategy auto is when compiled: one look-up per spine row; wants an index on "db"."library"."scores" ("customer_id", "occurred_at", "ingested_at")
   source library.regions: joined on its key alone, since it is declared static
   source library.accounts: lateral, which strategy auto is when compiled: one look-up per spine row; wants an index on "db"."library"."accounts" ("owner_id", "region", "opened_at") */
select
    spine.*,
    f1."grade" as "score_grade",
    f2."tax" as "tax",
    f3."balance" as "balance"
from (select * from "db"."library"."loans" order by "customer_id", "prediction_time") as spine
left join lateral (
    select f."grade"
    from (
        select * from "db"."library"."scores" as f
        where f."customer_id" = spine."customer_id"
          and f."occurred_at" <= spine."prediction_time"
          and f."occurred_at" >= case when true then spine."prediction_time" else f."occurred_at" end - interval '720 hours'
          and f."ingested_at" <= spine."prediction_time"
        order by f."occurred_at" desc
        fetch first 1 row with ties
    ) as f
    order by f."ingested_at" desc, case when pg_typeof(f."source") in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'name'::regtype) then cast(f."source" as text) end collate "C" desc nulls last, f."source" desc nulls last, cast(f."grade" as text) collate "C" desc nulls last
    limit 1
) as f1 on true
left join (
    select distinct on (f."region") f."region" as assay_key_1, f."tax"
    from "db"."library"."regions" as f
    where f."region" is not null
    order by f."region", cast(f."tax" as text) collate "C" desc nulls last
) as f2 on f2.assay_key_1 = spine."region"
left join lateral (
    select f."balance"
    from (
        select * from "db"."library"."accounts" as f
        where f."owner_id" = spine."customer_id"
          and f."region" = spine."region"
          and f."opened_at" <= spine."prediction_time"
        order by f."opened_at" desc
        fetch first 1 row with ties
    ) as f
    order by cast(f."balance" as text) collate "C" desc nulls last
    limit 1
) as f3 on true
