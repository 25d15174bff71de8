/* assay.as_of_join
   source library.scores: lateral, which strategy auto is when compiled: one look-up per spine row; wants an index on "db"."library"."scores" ("customer_id", "occurred_at", "ingested_at")
   source library.bookings: carry_forward, as the call asks: one sort of spine and features together, no index needed
   source library.visits: lateral, as the call asks: one look-up per spine row; wants an index on "db"."library"."visits" ("customer_id", "visited_on") */
select
    spine.*,
    f1."pages" as "pages"
from (select * from (
select
    (carried.spine).*,
    carried.c1 as "room"
from (
    select spine, is_spine, lag(c1, back) over moments as c1
    from (
        select *, case when t is not null then cast(place - max(place) filter (where not is_spine and t = newest) over moments as integer) end as back
        from (
            select *, row_number() over moments as place, max(t) filter (where not is_spine) over moments as newest
            from (
                select *, case when is_spine then t else known end as used, case when is_spine then 1 else 0 end as turn,
                    cast(c1 as text) collate "C" as o1
                from (
                    select assay_spine as spine, true as is_spine, assay_spine."customer_id" as k1, assay_spine."prediction_time" as t, null as known, null as c1
                    from (select * from (
select
    spine.*,
    f1."score" as "score"
from (select * from "db"."library"."loans" order by "customer_id", "prediction_time") as spine
left join lateral (
    select f."score"
    from (
        select * from "db"."library"."scores" as f
        where f."customer_id" = spine."customer_id"
          and f."occurred_at" <= spine."prediction_time"
          and f."ingested_at" <= spine."prediction_time"
        order by f."occurred_at" desc
        fetch first 1 row with ties
    ) as f
    order by f."ingested_at" desc, case when pg_typeof(f."source") in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'name'::regtype) then cast(f."source" as text) end collate "C" desc nulls last, f."source" desc nulls last, cast(f."score" as text) collate "C" desc nulls last
    limit 1
) as f1 on true
) as earlier) as assay_spine
                    union all
                    select null, false, f."customer_id", f."starts_at", f."booked_at", f."room"
                    from "db"."library"."bookings" as f
                    where f."customer_id" is not null and f."starts_at" is not null and f."booked_at" is not null
                ) as both_sides
            ) as in_use
            window moments as (partition by k1 order by used, turn, t, known, o1 nulls first rows between unbounded preceding and current row)
        ) as running
        window moments as (partition by k1 order by used, turn, t, known, o1 nulls first rows between unbounded preceding and current row)
    ) as placed
    window moments as (partition by k1 order by used, turn, t, known, o1 nulls first rows between unbounded preceding and current row)
) as carried
where carried.is_spine
) as earlier order by "customer_id", "prediction_time") as spine
left join lateral (
    select f."pages"
    from (
        select * from "db"."library"."visits" as f
        where f."customer_id" = spine."customer_id"
          and f."visited_on" <= spine."prediction_time"
          and f."visited_on" <= case when true then spine."prediction_time" else f."visited_on" end - interval '24 hours'
        order by f."visited_on" desc
        fetch first 1 row with ties
    ) as f
    order by cast(f."pages" as text) collate "C" desc nulls last
    limit 1
) as f1 on true
