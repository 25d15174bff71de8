/* assay.rolling_features
   source library.visits: lateral, which aggregates at the spine's times only, and every column in the same pass over the events; wants an index on "db"."library"."visits" ("customer_id", "visited_on") */
select
    spine.*,
    rolled."sum_pages_1_month",
    rolled."sum_pages_30_days",
    rolled."sum_pages_36_hours"
from (select * from "db"."library"."loans" order by "customer_id", "prediction_time") as spine
cross join lateral (
    select
        case when true then sum(e.exact_2) filter (where e.inside_3) else max(e.value_1) end as "sum_pages_1_month",
        case when true then sum(e.exact_2) filter (where e.inside_4) else max(e.value_1) end as "sum_pages_30_days",
        case when true then sum(e.exact_2) filter (where e.inside_5) else max(e.value_1) end as "sum_pages_36_hours"
    from (
        select
            e."pages" as value_1,
            cast(e."pages" as numeric) as exact_2,
            e."visited_on" >= case when true then spine."prediction_time" else e."visited_on" end - interval '1 month' as inside_3,
            e."visited_on" >= case when true then spine."prediction_time" else e."visited_on" end - interval '720 hours' as inside_4,
            e."visited_on" >= case when true then spine."prediction_time" else e."visited_on" end - interval '36 hours' as inside_5
        from "db"."library"."visits" as e
        where e."customer_id" = spine."customer_id"
          and e."visited_on" < spine."prediction_time"
          and e."visited_on" >= least(case when true then spine."prediction_time" else e."visited_on" end - interval '1 month', case when true then spine."prediction_time" else e."visited_on" end - interval '720 hours')
          and e."visited_on" <= case when true then spine."prediction_time" else e."visited_on" end - interval '24 hours'
        offset 0
    ) as e
) as rolled
