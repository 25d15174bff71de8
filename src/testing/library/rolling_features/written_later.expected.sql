/* assay.rolling_features
   source library.accounts: lateral, which aggregates at the spine's times only, and every column in the same pass over the events; wants an index on "db"."library"."accounts" ("owner_id", "opened_at") */
select
    spine.*,
    rolled."count_open_30_days",
    rolled."count_valid_to_30_days",
    rolled."max_days_to_run_30_days"
from (select * from "db"."library"."loans" order by "customer_id", "prediction_time") as spine
cross join lateral (
    select
        count(*) filter (where e.counts_1) as "count_open_30_days",
        count(e.value_2) as "count_valid_to_30_days",
        max(e.value_3) as "max_days_to_run_30_days"
    from (
        select
            ((select valid_to is null from (select case when e."closed_at" <= spine."prediction_time" then e."valid_to" end as "valid_to", case when e."closed_at" <= spine."prediction_time" then e."closed_at" end as "closed_at") as then_known)) as counts_1,
            case when e."closed_at" <= spine."prediction_time" then e."valid_to" end as value_2,
            (select valid_to - date '2025-03-01' from (select case when e."closed_at" <= spine."prediction_time" then e."valid_to" end as "valid_to", case when e."closed_at" <= spine."prediction_time" then e."closed_at" end as "closed_at") as then_known) as value_3
        from "db"."library"."accounts" as e
        where e."owner_id" = spine."customer_id"
          and e."opened_at" < spine."prediction_time"
          and e."opened_at" >= case when true then spine."prediction_time" else e."opened_at" end - interval '720 hours'
        offset 0
    ) as e
) as rolled
