{# The SQL date of three whole numbers, which are checked before the database sees them. #}
{% macro date(year, month, day) %}
  {% do return(adapter.dispatch('date', 'dbt')(year, month, day)) %}
{% endmacro %}

{% macro default__date(year, month, day) -%}
  {%- set checked = modules.datetime.date(year, month, day) -%}
  to_date('{{ checked.strftime('%Y-%m-%d') }}', 'YYYY-MM-DD')
{%- endmacro %}
