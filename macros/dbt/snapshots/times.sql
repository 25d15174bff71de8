{# The times a snapshot writes. #}

{# Now, in the type that a snapshot's columns have. #}
{% macro snapshot_get_time() -%}
  {{ adapter.dispatch('snapshot_get_time', 'dbt')() }}
{%- endmacro %}

{% macro default__snapshot_get_time() %}
  {{ current_timestamp() }}
{% endmacro %}


{# A text as such a time: a SQL expression. #}
{% macro snapshot_string_as_time(timestamp) -%}
  {{ adapter.dispatch('snapshot_string_as_time', 'dbt')(timestamp) }}
{%- endmacro %}

{% macro default__snapshot_string_as_time(timestamp) %}
  {% do exceptions.raise_not_implemented(
    'snapshot_string_as_time macro not implemented for adapter ' ~ adapter.type()
  ) %}
{% endmacro %}


{# The type of snapshot_get_time, asked of the database; none if it does not say. #}
{% macro get_snapshot_get_time_data_type() %}
  {% set now = adapter.dispatch('snapshot_get_time', 'dbt')() %}
  {% set columns = get_column_schema_from_query('select ' ~ now ~ ' as dbt_snapshot_time') %}
  {% do return(columns[0].dtype or none) %}
{% endmacro %}


{# The type that a query gives `dbt_updated_at`; none if it has no such column. #}
{% macro get_updated_at_column_data_type(snapshot_sql) %}
  {% for column in get_column_schema_from_query(snapshot_sql) if column.column in ['dbt_updated_at', 'DBT_UPDATED_AT'] %}
    {% do return(column.dtype or none) %}
  {% endfor %}
  {% do return(none) %}
{% endmacro %}


{# Warns if those two types differ: comparisons between them may then surprise. #}
{% macro check_time_data_types(sql) %}
  {% set given = get_updated_at_column_data_type(sql) %}
  {% set own = get_snapshot_get_time_data_type() %}
  {% if given is not none and own is not none and given != own and exceptions.warn_snapshot_timestamp_data_types %}
    {% do exceptions.warn_snapshot_timestamp_data_types(own, given) %}
  {% endif %}
{% endmacro %}
