select {{ cents_to_euros('amount') }} as amount from {{ source('raw', 'payments') }}
