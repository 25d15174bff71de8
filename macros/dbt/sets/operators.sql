{# Set operators that drop duplicates, to stand between two selects. #}

{# Rows of the first select that the second has not. #}
{% macro except() %}
  {% do return(adapter.dispatch('except', 'dbt')()) %}
{% endmacro %}

{% macro default__except() %}
  except
{% endmacro %}


{# Rows that both selects have. #}
{% macro intersect() %}
  {% do return(adapter.dispatch('intersect', 'dbt')()) %}
{% endmacro %}

{% macro default__intersect() %}
  intersect
{% endmacro %}
