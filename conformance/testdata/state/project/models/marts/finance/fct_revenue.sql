select * from {{ ref('fct_orders') }} join {{ ref('dim_products', v=2) }} using (product_id)
