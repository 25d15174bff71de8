{% macro round_to(x) %}round({{ x }}, 2){% endmacro %}
