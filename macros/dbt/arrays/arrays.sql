{# Arrays. All elements are of one type, as Postgres wants it. #}

{# An array of the expressions in the list `inputs`; `data_type` types the empty one. #}
{% macro array_construct(inputs=[], data_type=api.Column.translate_type('integer')) %}
  {% do return(adapter.dispatch('array_construct', 'dbt')(inputs, data_type)) %}
{% endmacro %}

{% macro default__array_construct(inputs, data_type) -%}
  {% if inputs %}
  array[ {{ inputs | join(' , ') }} ]
  {% else %}
  array[]::{{ data_type }}[]
  {% endif %}
{%- endmacro %}


{# `array` with one element more at its end. #}
{% macro array_append(array, new_element) %}
  {% do return(adapter.dispatch('array_append', 'dbt')(array, new_element)) %}
{% endmacro %}

{% macro default__array_append(array, new_element) -%}
  array_append({{ array }}, {{ new_element }})
{%- endmacro %}


{# Two arrays, one after the other. #}
{% macro array_concat(array_1, array_2) %}
  {% do return(adapter.dispatch('array_concat', 'dbt')(array_1, array_2)) %}
{% endmacro %}

{% macro default__array_concat(array_1, array_2) -%}
  array_cat({{ array_1 }}, {{ array_2 }})
{%- endmacro %}
