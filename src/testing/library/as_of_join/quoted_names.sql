with spine_rows as (select loan_id, customer_id, prediction_time from {{ source('library', 'loans') }}),

odd as (select customer_id, occurred_at, score as "Odd ""Name" from {{ source('library', 'scores') }})

select * from (
{{ as_of_join('spine_rows', 'odd', columns=['"Odd ""Name"'], entity='"customer_id"', spine_time='prediction_time',
              event_time='occurred_at', availability_delay=0, prefix='a_') }}
) as joined
