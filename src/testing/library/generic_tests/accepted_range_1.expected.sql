select *
from "db"."library"."labels"
where income <= 0
