select * from {{ ref('raw_orders') }} join {{ source('raw','customers') }} c using (id)
