select id, status, 10 * id as price from {{ ref('priced', v=1) }}
