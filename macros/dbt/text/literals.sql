{# A SQL string literal around `value`, which is taken as it is: escape it first with escape_single_quotes. #}
{% macro string_literal(value) %}
  {% do return(adapter.dispatch('string_literal', 'dbt')(value)) %}
{% endmacro %}

{% macro default__string_literal(value) -%}
  '{{ value }}'
{%- endmacro %}


{# `expression` (text, not SQL) with every single quote doubled, ready to stand inside a literal. #}
{% macro escape_single_quotes(expression) %}
  {% do return(adapter.dispatch('escape_single_quotes', 'dbt')(expression)) %}
{% endmacro %}

{% macro default__escape_single_quotes(expression) -%}
  {{ expression | replace("'", "''") }}
{%- endmacro %}
