{# Postgres has any_value since 16 only; as in dbt, the least value does for every version. #}
{% macro postgres__any_value(expression) -%}
  min({{ expression }})
{%- endmacro %}
