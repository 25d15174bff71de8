{# The distinct values of a column, asked while the model is compiled. #}
{% macro dbt_distinct(relation, column) %}
  {%- if not execute -%}{{ return([]) }}{%- endif -%}
  {{ return(run_query('select distinct ' ~ column ~ ' from ' ~ relation ~ ' order by 1').columns[0].values()) }}
{% endmacro %}
