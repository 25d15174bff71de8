/* assay.as_of_join
   source library.scores: carry_forward, as the call asks: one sort of spine and features together, no index needed */
select
    (carried.spine).*,
    carried.c1 as "score",
    carried.c2 as "grade"
from (
    select spine, is_spine, lag(c1, back) over moments as c1, lag(c2, back) over moments as c2
    from (
        select *, case when newest >= t - interval '240 hours' then cast(place - max(place) filter (where not is_spine and t = newest) over moments as integer) end as back
        from (
            select *, row_number() over moments as place, max(t) filter (where not is_spine) over moments as newest
            from (
                select *, case when is_spine then t else greatest(t, known) end as used, case when is_spine then 1 else case when t < known then 0 else 2 end end as turn,
                    case when pg_typeof(b1) in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'name'::regtype) then cast(b1 as text) end collate "C" as o1,
                    b1 as o2,
                    cast(c1 as text) collate "C" as o3,
                    cast(c2 as text) collate "C" as o4
                from (
                    select assay_spine as spine, true as is_spine, assay_spine."customer_id" as k1, assay_spine."prediction_time" as t, null as known, null as b1, null as c1, null as c2
                    from (select * from "db"."library"."loans") as assay_spine
                    union all
                    select null, false, f."customer_id", f."occurred_at", f."ingested_at", f."source", f."score", f."grade"
                    from "db"."library"."scores" as f
                    where f."customer_id" is not null and f."occurred_at" is not null and f."ingested_at" is not null
                ) as both_sides
            ) as in_use
            window moments as (partition by k1 order by used, turn, t, known, o1 nulls first, o2 nulls first, o3 nulls first, o4 nulls first rows between unbounded preceding and current row)
        ) as running
        window moments as (partition by k1 order by used, turn, t, known, o1 nulls first, o2 nulls first, o3 nulls first, o4 nulls first rows between unbounded preceding and current row)
    ) as placed
    window moments as (partition by k1 order by used, turn, t, known, o1 nulls first, o2 nulls first, o3 nulls first, o4 nulls first rows between unbounded preceding and current row)
) as carried
where carried.is_spine
