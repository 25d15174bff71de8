select * from {{ ref('mv') }} where orders > 0
