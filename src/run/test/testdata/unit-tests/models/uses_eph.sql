select id, double from {{ ref('eph') }}
