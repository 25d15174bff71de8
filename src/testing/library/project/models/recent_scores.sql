{{ config(materialized='ephemeral', entity=['customer_id'], event_time='occurred_at', knowledge_time='ingested_at') }}

select customer_id, occurred_at, ingested_at, score
from {{ source('library', 'scores') }}
