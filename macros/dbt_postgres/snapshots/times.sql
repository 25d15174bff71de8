{# Now, as snapshots write it: without time zone, in the session's. #}
{% macro postgres__snapshot_get_time() -%}
  {{ current_timestamp() }}::timestamp without time zone
{%- endmacro %}


{# A text as such a time. #}
{% macro postgres__snapshot_string_as_time(timestamp) %}
  {% do return("'" ~ timestamp ~ "'::timestamp without time zone") %}
{% endmacro %}
