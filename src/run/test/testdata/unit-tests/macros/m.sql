{% macro my_now() %}current_date{% endmacro %}
