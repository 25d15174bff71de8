{# Creates the schema that a relation lies in, unless it is there. #}
{% macro create_schema(relation) %}
  {{ adapter.dispatch('create_schema', 'dbt')(relation) }}
{% endmacro %}

{% macro default__create_schema(relation) %}
  {% call statement('create_schema') -%}
    create schema if not exists {{ relation.without_identifier() }}
  {%- endcall %}
{% endmacro %}


{# Drops the schema that a relation lies in, with everything in it. #}
{% macro drop_schema(relation) %}
  {{ adapter.dispatch('drop_schema', 'dbt')(relation) }}
{% endmacro %}

{% macro default__drop_schema(relation) %}
  {% call statement('drop_schema') -%}
    drop schema if exists {{ relation.without_identifier() }} cascade
  {%- endcall %}
{% endmacro %}


{# Drops a schema by its name, for `run-operation`. #}
{% macro drop_schema_named(schema_name) %}
  {% do return(adapter.dispatch('drop_schema_named', 'dbt')(schema_name)) %}
{% endmacro %}

{% macro default__drop_schema_named(schema_name) %}
  {% do adapter.drop_schema(api.Relation.create(schema=schema_name)) %}
{% endmacro %}
