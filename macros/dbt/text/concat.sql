{# Joins expressions with `||`; `fields` is a list of SQL expressions. As in dbt, one null makes the whole null. #}
{% macro concat(fields) %}
  {% do return(adapter.dispatch('concat', 'dbt')(fields)) %}
{% endmacro %}

{% macro default__concat(fields) -%}
  {{ fields | join(' || ') }}
{%- endmacro %}
