/* assay.as_of_join
   snapshot customers_history: lateral, which strategy auto is when compiled: one look-up per spine row; wants an index on "db"."library"."customers_history" ("customer_id", "dbt_valid_from") */
select
    spine.*,
    f1."plan" as "plan",
    f1."dbt_valid_to" as "dbt_valid_to"
from (select * from "db"."library"."loans" order by "customer_id", "prediction_time") as spine
left join lateral (
    select f."plan", case when f."dbt_valid_to" <= spine."prediction_time" then f."dbt_valid_to" end as "dbt_valid_to"
    from (
        select * from "db"."library"."customers_history" as f
        where f."customer_id" = spine."customer_id"
          and f."dbt_valid_from" <= spine."prediction_time"
          and f."dbt_valid_from" <= spine."prediction_time"
        order by f."dbt_valid_from" desc
        fetch first 1 row with ties
    ) as f
    order by f."dbt_valid_from" desc, cast(f."plan" as text) collate "C" desc nulls last, cast(case when f."dbt_valid_to" <= spine."prediction_time" then f."dbt_valid_to" end as text) collate "C" desc nulls last
    limit 1
) as f1 on true
