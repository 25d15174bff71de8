{# Where no strategy is configured: delete+insert if there is a key, else append. #}
{% macro postgres__get_incremental_default_sql(arg_dict) %}
  {% do return(
    get_incremental_delete_insert_sql(arg_dict) if arg_dict['unique_key'] else get_incremental_append_sql(arg_dict)
  ) %}
{% endmacro %}


{# A microbatch is merged, and so needs a key. #}
{% macro postgres__get_incremental_microbatch_sql(arg_dict) %}
  {% if not arg_dict['unique_key'] %}
    {% do exceptions.raise_compiler_error("dbt-postgres 'microbatch' requires a `unique_key` config") %}
  {% endif %}
  {% do return(adapter.dispatch('get_incremental_merge_sql', 'dbt')(arg_dict)) %}
{% endmacro %}
