{# Where one text expression begins in another, counted from 1; 0 if it does not occur. #}
{% macro position(substring_text, string_text) %}
  {% do return(adapter.dispatch('position', 'dbt')(substring_text, string_text)) %}
{% endmacro %}

{% macro default__position(substring_text, string_text) %}
  position(
    {{ substring_text }} in {{ string_text }}
  )
{%- endmacro %}
