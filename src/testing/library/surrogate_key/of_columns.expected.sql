select loan_id, md5(cast(row(loan_id, region) as text)) as loan_key
from "db"."library"."loans"
where loan_id = 1
