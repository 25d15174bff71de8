select max(ingested_at) as newest
from "db"."library"."scores"
having max(ingested_at) is null or max(ingested_at) < current_timestamp - interval '48 hours'
