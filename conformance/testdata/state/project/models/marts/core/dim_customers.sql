{{ config(unique_key=['customer_id', 'valid_from'], grants={'select': ['reporter', 'analyst']}) }}
select * from {{ ref('stg_customers') }} left join {{ ref('int_orders') }} using (customer_id)
