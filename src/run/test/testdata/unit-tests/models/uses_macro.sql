select {{ my_now() }} as at, {{ dbt.length("customer") }} as n from {{ ref('stg_orders') }}
