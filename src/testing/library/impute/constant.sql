select
    loan_id,
    {{ impute('income', value=0) }} as plain,
    {{ impute('income', value="500", missing=[-1, "'NaN'"]) }} as coded
from {{ source('library', 'labels') }}
