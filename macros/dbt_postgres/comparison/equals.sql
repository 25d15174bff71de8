{# equals by Postgres' null-safe comparison, if the behaviour flag asks for one. #}
{% macro postgres__equals(expr1, expr2) -%}
  ({{ expr1 }} {{ 'IS NOT DISTINCT FROM' if adapter.behavior.enable_truthy_nulls_equals_macro.no_warn else '=' }} {{ expr2 }})
{%- endmacro %}
