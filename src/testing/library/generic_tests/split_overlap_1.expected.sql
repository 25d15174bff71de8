select loan_id < 9, string_agg(distinct cast(source as text), ', ' order by cast(source as text)) as splits
from "db"."library"."labels"
where source is not null
group by loan_id < 9
having count(distinct source) > 1
