with spine_rows as (
    select loan_id, customer_id as who, prediction_time as cut from {{ source('library', 'loans') }}
),

score_rows as (
    select * from {{ source('library', 'scores') }}
),

joined as (
    {{ as_of_join('spine_rows', 'score_rows', columns=['score'], entity={'who': 'customer_id'}, spine_time='cut',
                  event_time='occurred_at', knowledge_time='ingested_at', tie_break='source') }}
)

select loan_id, score from joined
