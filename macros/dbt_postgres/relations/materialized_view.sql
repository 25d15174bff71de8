{# The statements that make a materialized view of a query, with its indexes. #}
{% macro postgres__get_create_materialized_view_as_sql(relation, sql) -%}
  create materialized view if not exists {{ relation }} as {{ sql }};
  {%- for index_dict in config.get('indexes', []) %}
    {{ get_create_index_sql(relation, index_dict) }}{{ ';' if not loop.last }}
  {%- endfor %}
{%- endmacro %}


{# The statement that fills one anew. #}
{% macro postgres__refresh_materialized_view(relation) %}
  refresh materialized view {{ relation }}
{% endmacro %}


{# The statement that drops one. #}
{% macro postgres__drop_materialized_view(relation) -%}
  drop materialized view if exists {{ relation }} cascade
{%- endmacro %}


{# The statement that renames one. #}
{% macro postgres__get_rename_materialized_view_sql(relation, new_name) %}
  alter materialized view {{ relation }} rename to {{ new_name }}
{% endmacro %}


{# What one is in the database, as far as changes are looked for: {indexes: the rows of get_show_indexes_sql}. #}
{% macro postgres__describe_materialized_view(relation) %}
  {% do return({'indexes': run_query(get_show_indexes_sql(relation))}) %}
{% endmacro %}


{# How that differs from the config: the relation's own comparison, none if it does not. #}
{% macro postgres__get_materialized_view_configuration_changes(existing_relation, new_config) %}
  {% set there = postgres__describe_materialized_view(existing_relation) %}
  {% do return(existing_relation.get_materialized_view_config_change_collection(there, new_config.model)) %}
{% endmacro %}


{# The statements for such changes: indexes one by one, or a replacement if that is asked for. #}
{% macro postgres__get_alter_materialized_view_as_sql(
  relation, configuration_changes, sql, existing_relation, backup_relation, intermediate_relation
) -%}
  {%- if configuration_changes.requires_full_refresh %}
    {{ get_replace_sql(existing_relation, relation, sql) }}
  {%- else %}
    {{ postgres__update_indexes_on_materialized_view(relation, configuration_changes.indexes) }}
  {%- endif %}
{%- endmacro %}


{# The statements that drop and create indexes, in the order of a list of {action, context}. #}
{% macro postgres__update_indexes_on_materialized_view(relation, index_changes) -%}
  {%- do log('Applying UPDATE INDEXES to: ' ~ relation) -%}
  {%- for change in index_changes %}
    {%- if change.action == 'drop' %}
      {{ postgres__get_drop_index_sql(relation, change.context.name) }}
    {%- elif change.action == 'create' %}
      {{ postgres__get_create_index_sql(relation, change.context.as_node_config) }}
    {%- endif %}
    {{ ';' if not loop.last }}
  {%- endfor %}
{%- endmacro %}
