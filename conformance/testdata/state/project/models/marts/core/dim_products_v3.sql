select 3 as product_id
