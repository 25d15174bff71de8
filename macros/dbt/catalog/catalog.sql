{#
  Tables and columns for documentation, as agate tables with the columns table_database, table_schema, table_name,
  table_type, table_comment, column_name, column_index, column_type, column_comment, table_owner.
#}

{# Everything in a list of schemas' names. #}
{% macro get_catalog(information_schema, schemas) %}
  {% do return(adapter.dispatch('get_catalog', 'dbt')(information_schema, schemas)) %}
{% endmacro %}

{% macro default__get_catalog(information_schema, schemas) %}
  {% do exceptions.raise_compiler_error('get_catalog not implemented for ' ~ adapter.type()) %}
{% endmacro %}


{# Only a list of relations; one without an identifier stands for its schema. #}
{% macro get_catalog_relations(information_schema, relations) %}
  {% do return(adapter.dispatch('get_catalog_relations', 'dbt')(information_schema, relations)) %}
{% endmacro %}

{% macro default__get_catalog_relations(information_schema, relations) %}
  {% do exceptions.raise_compiler_error('get_catalog_relations not implemented for ' ~ adapter.type()) %}
{% endmacro %}


{# Only one relation. dbt has it for other warehouses; on Postgres it is not implemented there either. #}
{% macro get_catalog_for_single_relation(relation) %}
  {% do return(adapter.dispatch('get_catalog_for_single_relation', 'dbt')(relation)) %}
{% endmacro %}

{% macro default__get_catalog_for_single_relation(relation) %}
  {% do exceptions.raise_not_implemented(
    'get_catalog_for_single_relation macro not implemented for adapter ' ~ adapter.type()
  ) %}
{% endmacro %}
