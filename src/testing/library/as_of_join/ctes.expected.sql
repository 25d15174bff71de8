with spine_rows as (
    select loan_id, customer_id as who, prediction_time as cut from "db"."library"."loans"
),

score_rows as (
    select * from "db"."library"."scores"
),

joined as (
    /* assay.as_of_join
   CTE score_rows: lateral, which strategy auto is when compiled: one look-up per spine row; a CTE has no index, so if it is large, strategy='carry_forward' is faster */
select
    spine.*,
    f1."score" as "score"
from (select * from spine_rows order by "who", "cut") as spine
left join lateral (
    select f."score"
    from (
        select * from score_rows as f
        where f."customer_id" = spine."who"
          and f."occurred_at" <= spine."cut"
          and f."ingested_at" <= spine."cut"
        order by f."occurred_at" desc
        fetch first 1 row with ties
    ) as f
    order by f."ingested_at" desc, case when pg_typeof(f."source") in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'name'::regtype) then cast(f."source" as text) end collate "C" desc nulls last, f."source" desc nulls last, cast(f."score" as text) collate "C" desc nulls last
    limit 1
) as f1 on true
)

select loan_id, score from joined
