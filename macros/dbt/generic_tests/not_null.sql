{# Fails for every row whose `column_name` is null; whole rows are kept where failures are stored. #}
{% test not_null(model, column_name) %}
  {% set sql_of = adapter.dispatch('test_not_null', 'dbt') %}
  {{ sql_of(model, column_name) }}
{% endtest %}

{% macro default__test_not_null(model, column_name) %}
select {{ '*' if should_store_failures() else column_name }}
from {{ model }}
where {{ column_name }} is null
{% endmacro %}
