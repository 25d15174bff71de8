{# Now, as the warehouse types it (Postgres: `now()`, with time zone). #}
{% macro current_timestamp() -%}
  {{ adapter.dispatch('current_timestamp', 'dbt')() }}
{%- endmacro %}

{% macro default__current_timestamp() %}
  {% do exceptions.raise_not_implemented('current_timestamp macro not implemented for adapter ' ~ adapter.type()) %}
{% endmacro %}


{#
  Now, as dbt_utils.current_timestamp once gave it: without time zone. For packages that moved from there; new code
  calls current_timestamp.
#}
{% macro current_timestamp_backcompat() %}
  {% do return(adapter.dispatch('current_timestamp_backcompat', 'dbt')()) %}
{% endmacro %}

{% macro default__current_timestamp_backcompat() %}
  current_timestamp::timestamp
{% endmacro %}


{# The same in UTC, whatever the session's time zone. #}
{% macro current_timestamp_in_utc_backcompat() %}
  {% do return(adapter.dispatch('current_timestamp_in_utc_backcompat', 'dbt')()) %}
{% endmacro %}

{% macro default__current_timestamp_in_utc_backcompat() %}
  {% do return(adapter.dispatch('current_timestamp_backcompat', 'dbt')()) %}
{% endmacro %}
