/* assay.as_of_join
   source library.regions: joined on its key alone, since it is declared static */
select
    spine.*,
    f1."tax" as "tax",
    f1."manager" as "manager"
from (select * from "db"."library"."loans") as spine
left join (
    select distinct on (f."region") f."region" as assay_key_1, f."tax", f."manager"
    from "db"."library"."regions" as f
    where f."region" is not null
    order by f."region", cast(f."tax" as text) collate "C" desc nulls last, cast(f."manager" as text) collate "C" desc nulls last
) as f1 on f1.assay_key_1 = spine."region"
