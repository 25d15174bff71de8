select * from {{ source('atomic', 'events') }}
