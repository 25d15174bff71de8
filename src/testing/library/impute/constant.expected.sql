select
    loan_id,
    coalesce(income, 0) as plain,
    coalesce(case when income is null or income in (-1, 'NaN') then null else income end, 500) as coded
from "db"."library"."labels"
