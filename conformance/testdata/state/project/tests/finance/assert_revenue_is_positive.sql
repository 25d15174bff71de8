select * from {{ ref('fct_revenue') }} where revenue < 0
