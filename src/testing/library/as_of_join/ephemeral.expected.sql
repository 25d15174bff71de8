with __dbt__cte__recent_scores as (


select customer_id, occurred_at, ingested_at, score
from "db"."library"."scores"
) /* assay.as_of_join
   model recent_scores: lateral, which strategy auto is when compiled: one look-up per spine row; a CTE has no index, so if it is large, strategy='carry_forward' is faster */
select
    spine.*,
    f1."score" as "score"
from (select * from "db"."library"."loans" order by "customer_id", "prediction_time") as spine
left join lateral (
    select f."score"
    from (
        select * from __dbt__cte__recent_scores as f
        where f."customer_id" = spine."customer_id"
          and f."occurred_at" <= spine."prediction_time"
          and f."ingested_at" <= spine."prediction_time"
        order by f."occurred_at" desc
        fetch first 1 row with ties
    ) as f
    order by f."ingested_at" desc, case when pg_typeof(f."score") in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'name'::regtype) then cast(f."score" as text) end collate "C" desc nulls last, f."score" desc nulls last, cast(f."score" as text) collate "C" desc nulls last
    limit 1
) as f1 on true
