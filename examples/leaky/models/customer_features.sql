with known as (
    {{ rolling_features(
        ref('month_ends'), ref('payments'), windows=['30 days'],
        aggregations=[{'function': 'avg', 'column': 'amount'}, {'function': 'count', 'column': '*'}]
    ) }}
)

select
    k.customer_id,
    k.month_end,
    k.count_rows_30_days as payments_30_days,
    k.avg_amount_30_days as mean_30_days,
    -- How the customer compares with others of the segment.
    k.avg_amount_30_days / m.mean_amount as against_segment
from known as k
join {{ ref('customers') }} as c using (customer_id)
join {{ ref('segment_means') }} as m using (segment)
