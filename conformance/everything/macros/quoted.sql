{% macro quoted(text) %}'{{ text | replace("'", "''") }}'{% endmacro %}
