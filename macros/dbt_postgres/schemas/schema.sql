{# Creates a relation's schema. One Postgres connection sees one database: another one is refused. #}
{% macro postgres__create_schema(relation) %}
  {% if relation.database %}
    {% do adapter.verify_database(relation.database) %}
  {% endif %}
  {% call statement('create_schema') -%}
    create schema if not exists {{ relation.without_identifier().include(database=False) }}
  {%- endcall %}
{% endmacro %}


{# Drops a relation's schema with everything in it. #}
{% macro postgres__drop_schema(relation) %}
  {% if relation.database %}
    {% do adapter.verify_database(relation.database) %}
  {% endif %}
  {% call statement('drop_schema') -%}
    drop schema if exists {{ relation.without_identifier().include(database=False) }} cascade
  {%- endcall %}
{% endmacro %}
