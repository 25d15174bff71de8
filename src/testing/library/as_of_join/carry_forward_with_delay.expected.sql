/* assay.as_of_join
   source library.visits: carry_forward, as the call asks: one sort of spine and features together, no index needed */
select
    (carried.spine).*,
    carried.c1 as "pages"
from (
    select spine, is_spine, lag(c1, back) over moments as c1
    from (
        select *, case when t is not null then cast(place - max(place) filter (where not is_spine and t = newest) over moments as integer) end as back
        from (
            select *, row_number() over moments as place, max(t) filter (where not is_spine) over moments as newest
            from (
                select *, case when is_spine then t else t + interval '24 hours' end as used, case when is_spine then 1 else 0 end as turn,
                    cast(c1 as text) collate "C" as o1
                from (
                    select assay_spine as spine, true as is_spine, assay_spine."customer_id" as k1, assay_spine."prediction_time" as t, null as c1
                    from (select * from "db"."library"."loans") as assay_spine
                    union all
                    select null, false, f."customer_id", f."visited_on", f."pages"
                    from "db"."library"."visits" as f
                    where f."customer_id" is not null and f."visited_on" is not null
                ) as both_sides
            ) as in_use
            window moments as (partition by k1 order by used, turn, t, o1 nulls first rows between unbounded preceding and current row)
        ) as running
        window moments as (partition by k1 order by used, turn, t, o1 nulls first rows between unbounded preceding and current row)
    ) as placed
    window moments as (partition by k1 order by used, turn, t, o1 nulls first rows between unbounded preceding and current row)
) as carried
where carried.is_spine
