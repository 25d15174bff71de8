select as_of_month, string_agg(distinct cast(source as text), ', ' order by cast(source as text)) as splits
from "db"."library"."labels"
where source is not null
group by as_of_month
having count(distinct source) > 1
