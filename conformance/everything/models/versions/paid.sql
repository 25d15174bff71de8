select id from {{ ref('priced', v=1) }}
