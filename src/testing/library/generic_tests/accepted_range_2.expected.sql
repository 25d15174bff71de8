select *
from "db"."library"."labels"
where as_of_month > '2025-03-31'
