{# The parameters of a scalar function, with defaults. #}
{% macro postgres__formatted_scalar_function_args_sql() %}
  {% set parameters = [] %}
  {% for arg in model.arguments %}
    {% set default = arg.get('default_value', none) %}
    {% do parameters.append(arg.name ~ ' ' ~ arg.data_type ~ ('' if default is none else ' DEFAULT ' ~ default)) %}
  {% endfor %}
  {% do return(parameters | join(', ')) %}
{% endmacro %}
