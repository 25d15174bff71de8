select 2 as product_id
