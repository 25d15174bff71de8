/* assay.rolling_features
   source library.payments: lateral, which aggregates at the spine's times only, and every column in the same pass over the events; wants an index on "db"."library"."payments" ("customer_id", "occurred_at", "ingested_at") and "db"."library"."payments" ("payment_id", "ingested_at") */
select
    spine.*,
    rolled."sum_amount_7_days",
    rolled."sum_amount_30_days",
    rolled."count_rows_7_days",
    rolled."count_rows_30_days",
    rolled."count_late_7_days",
    rolled."count_late_30_days"
from (select * from "db"."library"."loans" order by "customer_id", "prediction_time") as spine
cross join lateral (
    select
        case when true then sum(e.exact_3) filter (where e.version_1 = 1 and e.inside_4) else max(e.value_2) end as "sum_amount_7_days",
        case when true then sum(e.exact_3) filter (where e.version_1 = 1) else max(e.value_2) end as "sum_amount_30_days",
        count(*) filter (where e.version_1 = 1 and e.inside_4) as "count_rows_7_days",
        count(*) filter (where e.version_1 = 1) as "count_rows_30_days",
        count(*) filter (where e.version_1 = 1 and e.inside_4 and e.counts_5) as "count_late_7_days",
        count(*) filter (where e.version_1 = 1 and e.counts_5) as "count_late_30_days"
    from (
        select
            case when e."payment_id" is null then 1 else row_number() over (partition by e."payment_id") end as version_1,
            e."amount" as value_2,
            cast(e."amount" as numeric) as exact_3,
            e."occurred_at" >= case when true then spine."prediction_time" else e."occurred_at" end - interval '168 hours' as inside_4,
            (status = 'late') as counts_5
        from "db"."library"."payments" as e
        where e."customer_id" = spine."customer_id"
          and e."occurred_at" < spine."prediction_time"
          and e."occurred_at" >= case when true then spine."prediction_time" else e."occurred_at" end - interval '720 hours'
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
