/* assay.rolling_features
   source library.payments: lateral, which aggregates at the spine's times only, and every column in the same pass over the events; wants an index on "db"."library"."payments" ("customer_id", "occurred_at", "ingested_at") and "db"."library"."payments" ("payment_id", "ingested_at") */
select
    spine.*,
    rolled."paid_avg_amount_7_days",
    rolled."paid_sum_units_7_days",
    rolled."paid_count_units_7_days",
    rolled."paid_min_amount_7_days",
    rolled."paid_max_amount_7_days",
    rolled."paid_stddev_amount_7_days"
from (select * from "db"."library"."loans" order by "customer_id", "prediction_time") as spine
cross join lateral (
    select
        case when true then avg(e.exact_3) filter (where e.version_1 = 1) else max(e.value_2) end as "paid_avg_amount_7_days",
        case when true then sum(e.exact_5) filter (where e.version_1 = 1) else max(e.value_4) end as "paid_sum_units_7_days",
        count(e.value_4) filter (where e.version_1 = 1) as "paid_count_units_7_days",
        min(e.value_2) filter (where e.version_1 = 1) as "paid_min_amount_7_days",
        max(e.value_2) filter (where e.version_1 = 1) as "paid_max_amount_7_days",
        case when true then stddev_samp(e.exact_3) filter (where e.version_1 = 1) else max(e.value_2) end as "paid_stddev_amount_7_days"
    from (
        select
            case when e."payment_id" is null then 1 else row_number() over (partition by e."payment_id") end as version_1,
            e."amount" as value_2,
            cast(e."amount" as numeric) as exact_3,
            e."units" as value_4,
            cast(e."units" as numeric) as exact_5
        from "db"."library"."payments" as e
        where e."customer_id" = spine."customer_id"
          and e."occurred_at" < spine."prediction_time"
          and e."occurred_at" >= case when true then spine."prediction_time" else e."occurred_at" end - interval '168 hours'
          and e."ingested_at" <= spine."prediction_time"
          and not exists (
              select from "db"."library"."payments" as newer
              where newer."payment_id" = e."payment_id"
                and newer."ingested_at" <= spine."prediction_time"
                and newer."ingested_at" >= e."ingested_at"
                and row(newer."ingested_at", (newer."occurred_at") is not null, newer."occurred_at", cast(newer.* as text) collate "C")::record > row(e."ingested_at", (e."occurred_at") is not null, e."occurred_at", cast(e.* as text) collate "C")::record
          )
        offset 0
    ) as e
) as rolled
