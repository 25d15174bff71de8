select loan_id, source, count(*) as rows_found
from "db"."library"."labels"
group by loan_id, source
having count(*) > 1
