{# Now, with time zone; the moment the transaction began. #}
{% macro postgres__current_timestamp() -%}
  now()
{%- endmacro %}

{# Now, without time zone, in the session's. #}
{% macro postgres__current_timestamp_backcompat() %}
  current_timestamp::{{ type_timestamp() }}
{% endmacro %}

{# Now, without time zone, in UTC. #}
{% macro postgres__current_timestamp_in_utc_backcompat() %}
  (current_timestamp at time zone 'utc')::{{ type_timestamp() }}
{% endmacro %}
