/* assay.as_of_join
   source library.payments: lateral, which strategy auto is when compiled: one look-up per spine row; wants an index on "db"."library"."payments" ("customer_id", "occurred_at", "ingested_at") and "db"."library"."payments" ("payment_id", "ingested_at") */
select
    spine.*,
    f1."amount" as "amount",
    f1."status" as "status"
from (select * from "db"."library"."loans" order by "customer_id", "prediction_time") as spine
left join lateral (
    select f."amount", f."status"
    from (
        select * from "db"."library"."payments" as f
        where f."customer_id" = spine."customer_id"
          and f."occurred_at" <= spine."prediction_time"
          and f."ingested_at" <= spine."prediction_time"
          and not exists (
              select from "db"."library"."payments" as newer
              where newer."payment_id" = f."payment_id"
                and newer."ingested_at" <= spine."prediction_time"
                and newer."ingested_at" >= f."ingested_at"
                and row(newer."ingested_at", (newer."occurred_at") is not null, newer."occurred_at", (cast(newer."amount" as text) collate "C") is not null, cast(newer."amount" as text) collate "C", (cast(newer."status" as text) collate "C") is not null, cast(newer."status" as text) collate "C", cast(newer.* as text) collate "C")::record > row(f."ingested_at", (f."occurred_at") is not null, f."occurred_at", (cast(f."amount" as text) collate "C") is not null, cast(f."amount" as text) collate "C", (cast(f."status" as text) collate "C") is not null, cast(f."status" as text) collate "C", cast(f.* as text) collate "C")::record
          )
        order by f."occurred_at" desc
        fetch first 1 row with ties
    ) as f
    order by f."ingested_at" desc, cast(f."amount" as text) collate "C" desc nulls last, cast(f."status" as text) collate "C" desc nulls last
    limit 1
) as f1 on true
