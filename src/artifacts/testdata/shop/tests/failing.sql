select 1 from {{ ref('customers') }} limit 2
