{# What is in the database. Unless said otherwise each macro runs a query and returns its rows as an agate table. #}

{# The schemas of a database. #}
{% macro list_schemas(database) %}
  {% do return(adapter.dispatch('list_schemas', 'dbt')(database)) %}
{% endmacro %}

{% macro default__list_schemas(database) %}
  {% set sql %}
    select distinct schema_name
    from {{ information_schema_name(database) }}.SCHEMATA
    where catalog_name ilike '{{ database }}'
  {% endset %}
  {% do return(run_query(sql)) %}
{% endmacro %}


{# One row with one number: how many schemas of that name there are. #}
{% macro check_schema_exists(information_schema, schema) %}
  {% do return(adapter.dispatch('check_schema_exists', 'dbt')(information_schema, schema)) %}
{% endmacro %}

{% macro default__check_schema_exists(information_schema, schema) %}
  {% set sql %}
    select count(*)
    from {{ information_schema.replace(information_schema_view='SCHEMATA') }}
    where catalog_name='{{ information_schema.database }}'
      and schema_name='{{ schema }}'
  {% endset %}
  {% do return(run_query(sql)) %}
{% endmacro %}


{# The relations of a schema: database, name, schema, type. #}
{% macro list_relations_without_caching(schema_relation) %}
  {% do return(adapter.dispatch('list_relations_without_caching', 'dbt')(schema_relation)) %}
{% endmacro %}

{% macro default__list_relations_without_caching(schema_relation) %}
  {% do exceptions.raise_not_implemented(
    'list_relations_without_caching macro not implemented for adapter ' ~ adapter.type()
  ) %}
{% endmacro %}


{# The functions of a schema, in the same columns. Postgres lists them with the relations. #}
{% macro list_function_relations_without_caching(schema_relation) %}
  {% do return(adapter.dispatch('list_function_relations_without_caching', 'dbt')(schema_relation)) %}
{% endmacro %}

{% macro default__list_function_relations_without_caching(schema_relation) %}
  {% do exceptions.raise_not_implemented(
    'list_function_relations_without_caching macro not implemented for adapter ' ~ adapter.type()
  ) %}
{% endmacro %}


{# Which relation reads which: dependent_schema, dependent_name, referenced_schema, referenced_name. #}
{% macro get_relations() %}
  {% do return(adapter.dispatch('get_relations', 'dbt')()) %}
{% endmacro %}

{% macro default__get_relations() %}
  {% do exceptions.raise_not_implemented('get_relations macro not implemented for adapter ' ~ adapter.type()) %}
{% endmacro %}


{# When relations last changed, for freshness without a column. Postgres does not record it. #}
{% macro get_relation_last_modified(information_schema, relations) %}
  {% do return(adapter.dispatch('get_relation_last_modified', 'dbt')(information_schema, relations)) %}
{% endmacro %}

{% macro default__get_relation_last_modified(information_schema, relations) %}
  {% do exceptions.raise_not_implemented(
    'get_relation_last_modified macro not implemented for adapter ' ~ adapter.type()
  ) %}
{% endmacro %}


{# The information schema's name, as it stands before a view's: a text. #}
{% macro information_schema_name(database) %}
  {% do return(adapter.dispatch('information_schema_name', 'dbt')(database)) %}
{% endmacro %}

{% macro default__information_schema_name(database) -%}
  {{ database ~ '.' if database }}INFORMATION_SCHEMA
{%- endmacro %}
