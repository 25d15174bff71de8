with spine_rows as (select loan_id, customer_id, prediction_time as cut from {{ source('library', 'loans') }}),

events as (select customer_id as who, occurred_at, amount from {{ source('library', 'payments') }})

select * from (
{{ rolling_features('spine_rows', 'events', entity={'customer_id': 'who'}, spine_time='cut', event_time='occurred_at', availability_delay='2 days',
                    windows=['1 week'], aggregations=[{'function': 'sum', 'column': 'amount'}]) }}
) as rolled
