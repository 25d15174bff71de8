{% macro cents_to_euros(column) %}{{ round_to(column ~ " / 100") }}{% endmacro %}
