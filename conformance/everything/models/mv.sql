{{ config(materialized='materialized_view', indexes=[{'columns': ['status']}]) }}
select status, count(*) as orders from {{ ref('from_source') }} group by status
