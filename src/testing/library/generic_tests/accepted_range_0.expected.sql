select *
from "db"."library"."labels"
where income < 0 or income > 2500.5
