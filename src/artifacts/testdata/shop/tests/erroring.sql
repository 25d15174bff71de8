select nope from {{ ref('customers') }} limit 2
