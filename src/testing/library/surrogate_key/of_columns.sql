select loan_id, {{ surrogate_key(['loan_id', 'region']) }} as loan_key
from {{ source('library', 'loans') }}
where loan_id = 1
