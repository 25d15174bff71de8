{# Fails for every value of `column_name` (a column or an expression) that occurs twice or more; nulls do not count. #}
{% test unique(model, column_name) %}
  {% set sql_of = adapter.dispatch('test_unique', 'dbt') %}
  {{ sql_of(model, column_name) }}
{% endtest %}

{% macro default__test_unique(model, column_name) %}
select
  {{ column_name }} as unique_field,
  count(*) as n_records
from {{ model }}
where {{ column_name }} is not null
group by {{ column_name }}
having count(*) > 1
{% endmacro %}
