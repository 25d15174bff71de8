{{ as_of_join(source('library', 'loans'), ref('customers_history'), columns=['plan', 'dbt_valid_to']) }}
