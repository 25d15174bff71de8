{# listagg by string_agg, or by an array cut to `limit_num` elements. #}
{% macro postgres__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
  {%- set ordering = order_by_clause or '' -%}
  {% if limit_num -%}
  array_to_string(
    (array_agg(
      {{ measure }}
      {{ ordering }}
    ))[1:{{ limit_num }}],
    {{ delimiter_text }}
  )
  {%- else %}
  string_agg(
    {{ measure }},
    {{ delimiter_text }}
    {{ ordering }}
  )
  {%- endif %}
{%- endmacro %}
