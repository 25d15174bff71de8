{# User-defined functions. Each macro reads `model`, the function's node, and gives SQL text. #}

{# The statement that creates a scalar function: its signature, then its body. #}
{% macro scalar_function_sql(target_relation) %}
  {% do return(adapter.dispatch('scalar_function_sql', 'dbt')(target_relation)) %}
{% endmacro %}

{% macro default__scalar_function_sql(target_relation) %}
  {{ scalar_function_create_replace_signature_sql(target_relation) }}
  {{ scalar_function_body_sql() }};
{% endmacro %}


{# From `create or replace` to `as`. #}
{% macro scalar_function_create_replace_signature_sql(target_relation) %}
  {% do return(adapter.dispatch('scalar_function_create_replace_signature_sql', 'dbt')(target_relation)) %}
{% endmacro %}

{% macro default__scalar_function_create_replace_signature_sql(target_relation) %}
  CREATE OR REPLACE FUNCTION {{ target_relation.render() }} ({{ formatted_scalar_function_args_sql() }})
  RETURNS {{ model.returns.data_type }}
  {{ scalar_function_volatility_sql() }}
  AS
{% endmacro %}


{# The body between dollar quotes, and its language. #}
{% macro scalar_function_body_sql() %}
  {% do return(adapter.dispatch('scalar_function_body_sql', 'dbt')()) %}
{% endmacro %}

{# White space within the quotes is dbt's: it is stored in the database. #}
{% macro default__scalar_function_body_sql() %}
    $$
       {{ model.compiled_code }}
    $$ LANGUAGE SQL
{% endmacro %}


{# The parameters, names and types with commas. #}
{% macro formatted_scalar_function_args_sql() %}
  {% do return(adapter.dispatch('formatted_scalar_function_args_sql', 'dbt')()) %}
{% endmacro %}

{% macro default__formatted_scalar_function_args_sql() %}
  {% set parameters = [] %}
  {% for arg in model.arguments %}
    {% do parameters.append(arg.name ~ ' ' ~ arg.data_type) %}
  {% endfor %}
  {% do return(parameters | join(', ')) %}
{% endmacro %}


{# IMMUTABLE, STABLE or VOLATILE, by the `volatility` config; nothing without one. #}
{% macro scalar_function_volatility_sql() %}
  {% do return(adapter.dispatch('scalar_function_volatility_sql', 'dbt')()) %}
{% endmacro %}

{% macro default__scalar_function_volatility_sql() -%}
  {%- set words = {'deterministic': 'IMMUTABLE', 'stable': 'STABLE', 'non-deterministic': 'VOLATILE'} -%}
  {%- set volatility = model.config.get('volatility') -%}
  {%- if volatility in words %}
  {{ words[volatility] }}
  {%- elif volatility is not none %}
    {%- do unsupported_volatility_warning(volatility) -%}
  {%- endif %}
{% endmacro %}


{# Warns of a volatility that is left out. #}
{% macro unsupported_volatility_warning(volatility) %}
  {% do return(adapter.dispatch('unsupported_volatility_warning', 'dbt')(volatility)) %}
{% endmacro %}

{% macro default__unsupported_volatility_warning(volatility) %}
  {% do exceptions.warn(
    'Found `' ~ volatility ~ '` volatility specified on function `' ~ model.name ~ '`. This volatility is not supported by '
    ~ adapter.type() ~ ', and will be ignored'
  ) %}
{% endmacro %}


{#
  The same parts for functions in JavaScript, which Postgres has none of: parameters are refused, volatility is
  ignored.
#}
{% macro formatted_scalar_function_args_javascript() %}
  {% do return(adapter.dispatch('formatted_scalar_function_args_javascript', 'dbt')()) %}
{% endmacro %}

{% macro default__formatted_scalar_function_args_javascript() %}
  {% do exceptions.raise_compiler_error(
    'formatted_scalar_function_args_javascript not implemented for adapter ' ~ adapter.type()
  ) %}
{% endmacro %}

{% macro scalar_function_volatility_javascript() %}
  {% do return(adapter.dispatch('scalar_function_volatility_javascript', 'dbt')()) %}
{% endmacro %}

{% macro default__scalar_function_volatility_javascript() %}
  {% if model.config.get('volatility') is not none %}
    {% do exceptions.warn(
      'Volatility is not supported by ' ~ adapter.type() ~ ' in javascript UDF and will be ignored'
    ) %}
  {% endif %}
{% endmacro %}
