with spine_rows as (select loan_id, customer_id, prediction_time as cut from "db"."library"."loans"),

events as (select customer_id as who, occurred_at, amount from "db"."library"."payments")

select * from (
/* assay.rolling_features
   CTE events: lateral, which aggregates at the spine's times only, and every column in the same pass over the events; a CTE has no index, so make a large one a model */
select
    spine.*,
    rolled."sum_amount_1_week"
from (select * from spine_rows order by "customer_id", "cut") as spine
cross join lateral (
    select
        case when true then sum(e.exact_2) else max(e.value_1) end as "sum_amount_1_week"
    from (
        select
            e."amount" as value_1,
            cast(e."amount" as numeric) as exact_2
        from events as e
        where e."who" = spine."customer_id"
          and e."occurred_at" < spine."cut"
          and e."occurred_at" >= case when true then spine."cut" else e."occurred_at" end - interval '168 hours'
          and e."occurred_at" <= case when true then spine."cut" else e."occurred_at" end - interval '48 hours'
        offset 0
    ) as e
) as rolled
) as rolled
