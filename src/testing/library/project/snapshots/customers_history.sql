{% snapshot customers_history %}
{{ config(target_schema='library', unique_key='customer_id', strategy='check', check_cols=['plan'], entity=['customer_id'], event_time='dbt_valid_from') }}

select customer_id, plan
from {{ source('library', 'loans') }}
{% endsnapshot %}
