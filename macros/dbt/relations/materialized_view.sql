{# Statements for materialized views. The defaults refuse; Postgres has its own, see dbt_postgres. #}

{# Makes a materialized view of a query, with the indexes its config lists. #}
{% macro get_create_materialized_view_as_sql(relation, sql) -%}
  {{ adapter.dispatch('get_create_materialized_view_as_sql', 'dbt')(relation, sql) }}
{%- endmacro %}

{% macro default__get_create_materialized_view_as_sql(relation, sql) %}
  {% do exceptions.raise_compiler_error(
    '`get_create_materialized_view_as_sql` has not been implemented for this adapter.'
  ) %}
{% endmacro %}


{# Replaces one in one step. #}
{% macro get_replace_materialized_view_sql(relation, sql) -%}
  {{ adapter.dispatch('get_replace_materialized_view_sql', 'dbt')(relation, sql) }}
{%- endmacro %}

{% macro default__get_replace_materialized_view_sql(relation, sql) %}
  {% do exceptions.raise_compiler_error(
    '`get_replace_materialized_view_sql` has not been implemented for this adapter.'
  ) %}
{% endmacro %}


{# Fills one anew. #}
{% macro refresh_materialized_view(relation) -%}
  {%- do log('Applying REFRESH to: ' ~ relation) -%}
  {{ adapter.dispatch('refresh_materialized_view', 'dbt')(relation) }}
{% endmacro %}

{% macro default__refresh_materialized_view(relation) %}
  {% do exceptions.raise_compiler_error('`refresh_materialized_view` has not been implemented for this adapter.') %}
{% endmacro %}


{# Drops one. #}
{% macro drop_materialized_view(relation) -%}
  {{ adapter.dispatch('drop_materialized_view', 'dbt')(relation) }}
{%- endmacro %}

{% macro default__drop_materialized_view(relation) -%}
  drop materialized view if exists {{ relation.render() }} cascade
{%- endmacro %}


{# Renames one. #}
{% macro get_rename_materialized_view_sql(relation, new_name) -%}
  {{ adapter.dispatch('get_rename_materialized_view_sql', 'dbt')(relation, new_name) }}
{%- endmacro %}

{% macro default__get_rename_materialized_view_sql(relation, new_name) %}
  {% do exceptions.raise_compiler_error(
    '`get_rename_materialized_view_sql` has not been implemented for this adapter.'
  ) %}
{% endmacro %}


{#
  Makes one what its config says now. `configuration_changes` is what get_materialized_view_configuration_changes
  found; the last three arguments are for replacements.
#}
{% macro get_alter_materialized_view_as_sql(
  relation, configuration_changes, sql, existing_relation, backup_relation, intermediate_relation
) -%}
  {%- do log('Applying ALTER to: ' ~ relation) -%}
  {{ adapter.dispatch('get_alter_materialized_view_as_sql', 'dbt')(
    relation, configuration_changes, sql, existing_relation, backup_relation, intermediate_relation
  ) }}
{% endmacro %}

{% macro default__get_alter_materialized_view_as_sql(
  relation, configuration_changes, sql, existing_relation, backup_relation, intermediate_relation
) %}
  {% do exceptions.raise_compiler_error('Materialized views have not been implemented for this adapter.') %}
{% endmacro %}


{# How one in the database differs from its config: none if it does not. The shape is the adapter's own. #}
{% macro get_materialized_view_configuration_changes(existing_relation, new_config) %}
  {% do log('Determining configuration changes on: ' ~ existing_relation) %}
  {% do return(adapter.dispatch('get_materialized_view_configuration_changes', 'dbt')(existing_relation, new_config)) %}
{% endmacro %}

{% macro default__get_materialized_view_configuration_changes(existing_relation, new_config) %}
  {% do exceptions.raise_compiler_error('Materialized views have not been implemented for this adapter.') %}
{% endmacro %}
