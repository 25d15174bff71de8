select
    loan_id,
    income,
    case when income is null then 1 else 0 end as plain,
    case when income is null or income in (-1, 'NaN') then 1 else 0 end as coded,
    case when source is null or source in ('app') then 1 else 0 end as of_text
from "db"."library"."labels"
