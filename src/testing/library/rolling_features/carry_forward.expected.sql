/* assay.rolling_features
   source library.scores: carry_forward, as the call asks: sums and extremes run over one list of spine and events, and an extreme that came late is looked up */
select
    spine.*,
    case when true then case when carried.t is null or carried.n1_1 = 0 then null when coalesce(carried.z1_1, 0) = 0 then carried.s1_1 when mod(coalesce(carried.z1_1, 0), 1000000000) > 0 then 'NaN' when coalesce(carried.z1_1, 0) < 1000000000000000000 then 'Infinity' when mod(coalesce(carried.z1_1, 0), 1000000000000000000) > 0 then 'NaN' else '-Infinity' end else carried.v1 end as "sum_score_15_days",
    case when carried.unsure_max1_1 then rolled_1."max_score_15_days" else carried.max1_1 end as "max_score_15_days"
from (
select *,
    greatest(max_past1_1, max_rest1_1) as max1_1,
    greatest(greatest(max_past1_1, max_rest1_1), max_late1_1) is distinct from greatest(max_past1_1, max_rest1_1) as unsure_max1_1
from (
    select spine, is_spine, t, v1,
        sum(sign_1) filter (where v1 is not null) over moments as n1_1,
        sum(y1 * sign_1) over moments as s1_1,
        sum(z1 * sign_1) over moments as z1_1,
        max(v1) filter (where sign_1 = 1 and crosses_1) over past_1 as max_past1_1,
        max(v1) filter (where sign_1 = -1 and crosses_1) over rest_1 as max_rest1_1,
        max(v1) filter (where sign_1 = 1 and not crosses_1) over past_1 as max_late1_1
    from (
        select *, case when is_spine then null when step = 0 and used <= t + interval '360 hours' then 1 when step = 1 then -1 end as sign_1,
            date_bin(interval '360 hours', moment, '0001-01-01') as block_1,
            date_bin(interval '360 hours', used + interval '0 hours', '0001-01-01') < date_bin(interval '360 hours', t + interval '360 hours', '0001-01-01') as crosses_1,
            case when x1 in ('NaN', 'Infinity', '-Infinity') then 0 else x1 end as y1,
            case x1 when 'NaN' then 1 when 'Infinity' then 1000000000 when '-Infinity' then 1000000000000000000 end as z1
        from (
            select *, case step when 0 then used when 1 then t + interval '360 hours' end as moment, case when is_spine then 1 when step = 0 then case when t < known then 0 else 2 end else 3 end as turn
            from (
                select *, case when is_spine then t else greatest(t, known) end as used, cast(v1 as numeric) as x1
                from (
                    select assay_spine as spine, true as is_spine, assay_spine."customer_id" as k1, assay_spine."prediction_time" as t, null as known, null as v1
                    from (select * from "db"."library"."loans") as assay_spine
                    union all
                    select null, false, e."customer_id", e."occurred_at", e."ingested_at", e."score"
                    from "db"."library"."scores" as e
                    where e."customer_id" is not null and e."occurred_at" is not null and e."ingested_at" is not null
                ) as both_sides
            ) as in_use
            cross join (values (0), (1)) as steps (step)
            where step = 0 or not is_spine and (step = 1 and used <= t + interval '360 hours')
        ) as placed
    ) as signed
    window moments as (partition by k1 order by moment, turn rows between unbounded preceding and current row),
        past_1 as (partition by k1, block_1 order by moment, turn rows between unbounded preceding and current row),
        rest_1 as (partition by k1, block_1 order by moment desc, turn desc rows between unbounded preceding and current row)
) as swept
where is_spine
) as carried
cross join lateral (select (carried.spine).*) as spine
cross join lateral (
    select
        max(e.value_1) as "max_score_15_days"
    from (
        select
            e."score" as value_1
        from "db"."library"."scores" as e
        where e."customer_id" = spine."customer_id"
          and e."occurred_at" < spine."prediction_time"
          and e."occurred_at" >= case when true then spine."prediction_time" else e."occurred_at" end - interval '360 hours'
          and e."ingested_at" <= spine."prediction_time"
          and (carried.unsure_max1_1)
        offset 0
    ) as e
) as rolled_1
