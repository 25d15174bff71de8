select
    loan_id,
    income,
    {{ missing_flag('income') }} as plain,
    {{ missing_flag('income', missing=[-1, "'NaN'"]) }} as coded,
    {{ missing_flag('source', missing="'app'") }} as of_text
from {{ source('library', 'labels') }}
