{# The `part_number`-th piece of a text split at a delimiter, counted from 1, or from the end if negative. #}
{% macro split_part(string_text, delimiter_text, part_number) %}
  {% do return(adapter.dispatch('split_part', 'dbt')(string_text, delimiter_text, part_number)) %}
{% endmacro %}

{% macro default__split_part(string_text, delimiter_text, part_number) %}
  split_part(
    {{ string_text }},
    {{ delimiter_text }},
    {{ part_number }}
  )
{% endmacro %}

{#
  split_part for a negative `part_number`, by counting how many characters the delimiters take up.
  The arithmetic is dbt's, which is right for delimiters of one character only.
#}
{% macro _split_part_negative(string_text, delimiter_text, part_number) %}
  split_part(
    {{ string_text }},
    {{ delimiter_text }},
    length({{ string_text }})
    - length(
      replace({{ string_text }}, {{ delimiter_text }}, '')
    ) + 2 + {{ part_number }}
  )
{% endmacro %}
