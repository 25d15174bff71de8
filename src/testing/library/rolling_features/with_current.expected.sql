/* assay.rolling_features
   source library.payments: lateral, which aggregates at the spine's times only, and every column in the same pass over the events; wants an index on "db"."library"."payments" ("customer_id", "occurred_at", "ingested_at") */
select
    spine.*,
    rolled."sum_amount_7_days"
from (select * from "db"."library"."loans" order by "customer_id", "prediction_time") as spine
cross join lateral (
    select
        case when true then sum(e.exact_2) else max(e.value_1) end as "sum_amount_7_days"
    from (
        select
            e."amount" as value_1,
            cast(e."amount" as numeric) as exact_2
        from "db"."library"."payments" as e
        where e."customer_id" = spine."customer_id"
          and e."occurred_at" <= spine."prediction_time"
          and e."occurred_at" >= case when true then spine."prediction_time" else e."occurred_at" end - interval '168 hours'
          and e."ingested_at" <= spine."prediction_time"
        offset 0
    ) as e
) as rolled
