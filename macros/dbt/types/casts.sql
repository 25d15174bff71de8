{# `field` as another type; fails in the database where a value does not fit. #}
{% macro cast(field, type) %}
  {% do return(adapter.dispatch('cast', 'dbt')(field, type)) %}
{% endmacro %}

{% macro default__cast(field, type) %}
  cast({{ field }} as {{ type }})
{% endmacro %}


{# The cast that gives null where a value does not fit. Postgres has none: like dbt's, this one is a plain cast. #}
{% macro safe_cast(field, type) %}
  {% do return(adapter.dispatch('safe_cast', 'dbt')(field, type)) %}
{% endmacro %}

{% macro default__safe_cast(field, type) %}
  cast({{ field }} as {{ type }})
{% endmacro %}


{# A boolean as text: `true`, `false`. #}
{% macro cast_bool_to_text(field) %}
  {{ adapter.dispatch('cast_bool_to_text', 'dbt')(field) }}
{% endmacro %}

{% macro default__cast_bool_to_text(field) %}
  cast({{ field }} as {{ api.Column.translate_type('string') }})
{% endmacro %}
