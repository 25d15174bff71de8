{#
  Aggregate functions, in the form of warehouses that write them as one body; Postgres cannot run it, overrides can
  use it.
#}

{# From `create or replace` to `as`. #}
{% macro get_aggregate_function_create_replace_signature(target_relation) %}
  {% do return(adapter.dispatch('get_aggregate_function_create_replace_signature', 'dbt')(target_relation)) %}
{% endmacro %}

{% macro default__get_aggregate_function_create_replace_signature(target_relation) -%}
  CREATE OR REPLACE AGGREGATE FUNCTION {{ target_relation.render() }} ({{ get_formatted_aggregate_function_args() }})
  RETURNS {{ model.returns.data_type }}
  {{ get_function_language_specifier() }}
  {{ get_aggregate_function_volatility_specifier() }}
  {%- if model.get('language') == 'python' %}
  {{ get_function_python_options() }}
  {%- endif %}
  AS
{% endmacro %}


{# The parameters, as for scalar functions. #}
{% macro get_formatted_aggregate_function_args() %}
  {% do return(adapter.dispatch('get_formatted_aggregate_function_args', 'dbt')()) %}
{% endmacro %}

{% macro default__get_formatted_aggregate_function_args() %}
  {{ formatted_scalar_function_args_sql() }}
{% endmacro %}


{# The volatility, as for scalar functions. #}
{% macro get_aggregate_function_volatility_specifier() %}
  {% do return(adapter.dispatch('get_aggregate_function_volatility_specifier', 'dbt')()) %}
{% endmacro %}

{% macro default__get_aggregate_function_volatility_specifier() %}
  {{ scalar_function_volatility_sql() }}
{% endmacro %}


{# `LANGUAGE …`; nothing for SQL. #}
{% macro get_function_language_specifier() %}
  {% do return(adapter.dispatch('get_function_language_specifier', 'dbt')()) %}
{% endmacro %}

{% macro default__get_function_language_specifier() %}
  {% set language = model.get('language') %}
  {% if language != 'sql' %}
  LANGUAGE {{ 'js' if language == 'javascript' else language.upper() }}
  {% endif %}
{% endmacro %}


{# Version, entry point and packages of a function in Python. #}
{% macro get_function_python_options() %}
  {% do return(adapter.dispatch('get_function_python_options', 'dbt')()) %}
{% endmacro %}

{% macro default__get_function_python_options() -%}
  RUNTIME_VERSION = '{{ model.config.get('runtime_version') }}'
  HANDLER = '{{ model.config.get('entry_point') }}'
  {%- if model.config.get('packages', []) %}
  PACKAGES = ('{{ model.config.get('packages') | join("','") }}')
  {%- endif %}
{% endmacro %}
