{# The parameters of a scalar function, with defaults. #}
{% macro postgres__formatted_scalar_function_args_sql() %}
  {% for arg in model.arguments %}
    {% set default_value = arg.get('default_value', none) %}
    {{ arg.name }} {{ arg.data_type }}{{ ' DEFAULT ' ~ default_value if default_value is not none }}{{ ', ' if not loop.last }}
  {% endfor %}
{% endmacro %}
