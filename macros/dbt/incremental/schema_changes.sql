{# on_schema_change: what to do if an incremental model's query gives other columns than its table has. #}

{# A valid setting as it is; anything else is warned of and becomes `default`. #}
{% macro incremental_validate_on_schema_change(on_schema_change, default='ignore') %}
  {% if on_schema_change in ['ignore', 'fail', 'append_new_columns', 'sync_all_columns'] %}
    {% do return(on_schema_change) %}
  {% endif %}
  {% do exceptions.warn(
    "on_schema_change cannot be '" ~ on_schema_change ~ "': '" ~ default ~ "' is used. "
    "Write ignore, fail, append_new_columns or sync_all_columns."
  ) %}
  {% do return(default) %}
{% endmacro %}


{#
  Compares the columns of two relations. Returns {schema_changed, source_not_in_target, target_not_in_source,
  source_columns, target_columns, new_target_types}: a boolean, lists of api.Column, and what diff_column_data_types
  gives.
#}
{% macro check_for_schema_changes(source_relation, target_relation) %}
  {% do return(adapter.dispatch('check_for_schema_changes', 'dbt')(source_relation, target_relation)) %}
{% endmacro %}

{% macro default__check_for_schema_changes(source_relation, target_relation) %}
  {% set source_columns = adapter.get_columns_in_relation(source_relation) %}
  {% set target_columns = adapter.get_columns_in_relation(target_relation) %}
  {% set added = diff_columns(source_columns, target_columns) %}
  {% set removed = diff_columns(target_columns, source_columns) %}
  {% set retyped = diff_column_data_types(source_columns, target_columns) %}
  {% set changes = {
    'schema_changed': added != [] or removed != [] or retyped != [],
    'source_not_in_target': added,
    'target_not_in_source': removed,
    'source_columns': source_columns,
    'target_columns': target_columns,
    'new_target_types': retyped
  } %}
  {% do log(
    'In ' ~ target_relation ~ ':\n  Schema changed: ' ~ changes['schema_changed']
    ~ '\n  Source columns not in target: ' ~ added
    ~ '\n  Target columns not in source: ' ~ removed
    ~ '\n  New column types: ' ~ retyped
  ) %}
  {% do return(changes) %}
{% endmacro %}


{# Changes a table's columns by what check_for_schema_changes found: only added ones (append_new_columns), or all. #}
{% macro sync_column_schemas(on_schema_change, target_relation, schema_changes_dict) %}
  {% do return(adapter.dispatch('sync_column_schemas', 'dbt')(on_schema_change, target_relation, schema_changes_dict)) %}
{% endmacro %}

{% macro default__sync_column_schemas(on_schema_change, target_relation, schema_changes_dict) %}
  {% set added = schema_changes_dict['source_not_in_target'] %}
  {% set removed = schema_changes_dict['target_not_in_source'] %}
  {% set retyped = schema_changes_dict['new_target_types'] %}

  {% if on_schema_change == 'append_new_columns' and added %}
    {% do alter_relation_add_remove_columns(target_relation, added, none) %}
  {% elif on_schema_change == 'sync_all_columns' %}
    {% if added or removed %}
      {% do alter_relation_add_remove_columns(target_relation, added, removed) %}
    {% endif %}
    {% for change in retyped %}
      {% do alter_column_type(target_relation, change['column_name'], change['new_type']) %}
    {% endfor %}
  {% endif %}

  {% do log(
    'In ' ~ target_relation ~ ':\n  Schema change approach: ' ~ on_schema_change
    ~ '\n  Columns added: ' ~ added
    ~ '\n  Columns removed: ' ~ removed
    ~ '\n  Data types changed: ' ~ retyped
  ) %}
{% endmacro %}


{#
  Carries a setting out. Returns the columns to insert, which are the source's; or an empty mapping for `ignore`,
  where the caller takes the table's own.
#}
{% macro process_schema_changes(on_schema_change, source_relation, target_relation) %}
  {% do return(adapter.dispatch('process_schema_changes', 'dbt')(on_schema_change, source_relation, target_relation)) %}
{% endmacro %}

{% macro default__process_schema_changes(on_schema_change, source_relation, target_relation) %}
  {% if on_schema_change == 'ignore' %}
    {% do return({}) %}
  {% endif %}
  {% set changes = check_for_schema_changes(source_relation, target_relation) %}
  {% if changes['schema_changed'] and on_schema_change == 'fail' %}
    {% set differences = [] %}
    {% for column in changes['source_not_in_target'] %}
      {% do differences.append('the table has no ' ~ column.quoted ~ ' (' ~ column.data_type ~ ')') %}
    {% endfor %}
    {% for column in changes['target_not_in_source'] %}
      {% do differences.append('the query gives no ' ~ column.quoted ~ ' (' ~ column.data_type ~ ')') %}
    {% endfor %}
    {% for change in changes['new_target_types'] %}
      {% do differences.append('the query gives "' ~ change['column_name'] ~ '" as ' ~ change['new_type']) %}
    {% endfor %}
    {% do exceptions.raise_compiler_error(
      "the query gives other columns than the table " ~ target_relation ~ " has, and on_schema_change is 'fail': "
      ~ differences | join('; ') ~ ". Set on_schema_change to append_new_columns or sync_all_columns, "
      "rebuild the model with --full-refresh, or alter the table by hand."
    ) %}
  {% elif changes['schema_changed'] %}
    {% do sync_column_schemas(on_schema_change, target_relation, changes) %}
  {% endif %}
  {% do return(changes['source_columns']) %}
{% endmacro %}
