{# `field` with each occurrence of `old_chars` exchanged for `new_chars`; all three are SQL expressions. #}
{% macro replace(field, old_chars, new_chars) %}
  {% do return(adapter.dispatch('replace', 'dbt')(field, old_chars, new_chars)) %}
{% endmacro %}

{% macro default__replace(field, old_chars, new_chars) %}
  replace(
    {{ field }},
    {{ old_chars }},
    {{ new_chars }}
  )
{% endmacro %}
