select * from {{ ref('stg_customers') }} join {{ source('raw', 'unused') }} using (customer_id)
