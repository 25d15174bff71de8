{#
  Incremental strategies. adapter.get_incremental_strategy_macro finds `get_incremental_<strategy>_sql` (a project may
  add its own); each takes one mapping, {target_relation, temp_relation, unique_key, dest_columns,
  incremental_predicates}, and returns the SQL that brings the temporary relation's rows into the target.
#}

{# append: rows are only added. #}
{% macro get_incremental_append_sql(arg_dict) %}
  {% do return(adapter.dispatch('get_incremental_append_sql', 'dbt')(arg_dict)) %}
{% endmacro %}

{% macro default__get_incremental_append_sql(arg_dict) %}
  {% do return(get_insert_into_sql(arg_dict['target_relation'], arg_dict['temp_relation'], arg_dict['dest_columns'])) %}
{% endmacro %}


{# delete+insert: rows with a key that comes anew are deleted first. #}
{% macro get_incremental_delete_insert_sql(arg_dict) %}
  {% do return(adapter.dispatch('get_incremental_delete_insert_sql', 'dbt')(arg_dict)) %}
{% endmacro %}

{% macro default__get_incremental_delete_insert_sql(arg_dict) %}
  {% do return(get_delete_insert_merge_sql(
    arg_dict['target_relation'],
    arg_dict['temp_relation'],
    arg_dict['unique_key'],
    arg_dict['dest_columns'],
    arg_dict['incremental_predicates']
  )) %}
{% endmacro %}


{# merge: one statement that updates what matches and inserts the rest (Postgres 15 and later). #}
{% macro get_incremental_merge_sql(arg_dict) %}
  {% do return(adapter.dispatch('get_incremental_merge_sql', 'dbt')(arg_dict)) %}
{% endmacro %}

{% macro default__get_incremental_merge_sql(arg_dict) %}
  {% do return(get_merge_sql(
    arg_dict['target_relation'],
    arg_dict['temp_relation'],
    arg_dict['unique_key'],
    arg_dict['dest_columns'],
    arg_dict['incremental_predicates']
  )) %}
{% endmacro %}


{# insert_overwrite: partitions are replaced. Postgres cannot run its SQL; the macro is there to be overridden. #}
{% macro get_incremental_insert_overwrite_sql(arg_dict) %}
  {% do return(adapter.dispatch('get_incremental_insert_overwrite_sql', 'dbt')(arg_dict)) %}
{% endmacro %}

{% macro default__get_incremental_insert_overwrite_sql(arg_dict) %}
  {% do return(get_insert_overwrite_merge_sql(
    arg_dict['target_relation'],
    arg_dict['temp_relation'],
    arg_dict['dest_columns'],
    arg_dict['incremental_predicates']
  )) %}
{% endmacro %}


{# microbatch: one batch of event time. #}
{% macro get_incremental_microbatch_sql(arg_dict) %}
  {% do return(adapter.dispatch('get_incremental_microbatch_sql', 'dbt')(arg_dict)) %}
{% endmacro %}

{% macro default__get_incremental_microbatch_sql(arg_dict) %}
  {% do exceptions.raise_not_implemented(
    'microbatch materialization strategy not implemented for adapter ' ~ adapter.type()
  ) %}
{% endmacro %}


{# The strategy where none is configured. #}
{% macro get_incremental_default_sql(arg_dict) %}
  {% do return(adapter.dispatch('get_incremental_default_sql', 'dbt')(arg_dict)) %}
{% endmacro %}

{% macro default__get_incremental_default_sql(arg_dict) %}
  {% do return(get_incremental_append_sql(arg_dict)) %}
{% endmacro %}
