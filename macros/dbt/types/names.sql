{# Names of column types. Each macro takes nothing and returns the bare name, so that it can be compared. #}

{# `TEXT`, in capitals. #}
{% macro type_string() %}
  {% do return(adapter.dispatch('type_string', 'dbt')()) %}
{% endmacro %}

{% macro default__type_string() %}
  {% do return(api.Column.translate_type('string')) %}
{% endmacro %}


{# `timestamp` without time zone. #}
{% macro type_timestamp() %}
  {% do return(adapter.dispatch('type_timestamp', 'dbt')()) %}
{% endmacro %}

{% macro default__type_timestamp() %}
  {% do return(api.Column.translate_type('timestamp')) %}
{% endmacro %}


{# `float`: double precision. #}
{% macro type_float() %}
  {% do return(adapter.dispatch('type_float', 'dbt')()) %}
{% endmacro %}

{% macro default__type_float() %}
  {% do return(api.Column.translate_type('float')) %}
{% endmacro %}


{# `numeric(28,6)`: dbt's precision and scale, not Postgres' unlimited numeric. #}
{% macro type_numeric() %}
  {% do return(adapter.dispatch('type_numeric', 'dbt')()) %}
{% endmacro %}

{% macro default__type_numeric() %}
  {% do return(api.Column.numeric_type('numeric', 28, 6)) %}
{% endmacro %}


{# `bigint`, eight bytes. #}
{% macro type_bigint() %}
  {% do return(adapter.dispatch('type_bigint', 'dbt')()) %}
{% endmacro %}

{% macro default__type_bigint() %}
  {% do return(api.Column.translate_type('bigint')) %}
{% endmacro %}


{# `integer`, four bytes. #}
{% macro type_int() %}
  {% do return(adapter.dispatch('type_int', 'dbt')()) %}
{% endmacro %}

{% macro default__type_int() %}
  {% do return(api.Column.translate_type('integer')) %}
{% endmacro %}


{# `boolean`. #}
{% macro type_boolean() %}
  {% do return(adapter.dispatch('type_boolean', 'dbt')()) %}
{% endmacro %}

{% macro default__type_boolean() %}
  {% do return(api.Column.translate_type('boolean')) %}
{% endmacro %}
