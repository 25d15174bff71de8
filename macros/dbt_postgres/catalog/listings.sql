{# All schemas, with those of the system. #}
{% macro postgres__list_schemas(database) %}
  {% if database %}
    {% do adapter.verify_database(database) %}
  {% endif %}
  {% call statement('list_schemas', fetch_result=True, auto_begin=False) -%}
    select distinct nspname from pg_namespace
  {%- endcall %}
  {% do return(load_result('list_schemas').table) %}
{% endmacro %}


{# How many schemas have exactly that name. #}
{% macro postgres__check_schema_exists(information_schema, schema) %}
  {% if information_schema.database %}
    {% do adapter.verify_database(information_schema.database) %}
  {% endif %}
  {% call statement('check_schema_exists', fetch_result=True, auto_begin=False) -%}
    select count(*) from pg_namespace where nspname = '{{ schema | replace("'", "''") }}'
  {%- endcall %}
  {% do return(load_result('check_schema_exists').table) %}
{% endmacro %}


{# `information_schema`, of the database one is connected to. #}
{% macro postgres__information_schema_name(database) -%}
  information_schema
{%- endmacro %}


{#
  Tables, views, materialized views and functions of a schema. As in dbt the schema's name is compared without regard
  to case (an unquoted one is folded by the database); unlike there, a `_` in it is no wildcard.
#}
{% macro postgres__list_relations_without_caching(schema_relation) %}
  {% set database = schema_relation.database | string | replace("'", "''") %}
  {% set schema = schema_relation.schema | string | replace("'", "''") %}
  {% call statement('list_relations_without_caching', fetch_result=True) -%}
    select '{{ database }}' as database, tablename as name, schemaname as schema, 'table' as type
    from pg_tables
    where lower(schemaname) = lower('{{ schema }}')
    union all
    select '{{ database }}' as database, viewname as name, schemaname as schema, 'view' as type
    from pg_views
    where lower(schemaname) = lower('{{ schema }}')
    union all
    select '{{ database }}' as database, matviewname as name, schemaname as schema, 'materialized_view' as type
    from pg_matviews
    where lower(schemaname) = lower('{{ schema }}')
    union all
    select distinct '{{ database }}' as database, proname as name, nspname as schema, 'function' as type
    from pg_proc
    join pg_namespace on pg_namespace.oid = pronamespace
    where lower(nspname) = lower('{{ schema }}')
  {%- endcall %}
  {% do return(load_result('list_relations_without_caching').table) %}
{% endmacro %}


{#
  Which view reads which relation outside the system's schemas: dependent_schema, dependent_name, referenced_schema,
  referenced_name. A view depends on what its rewrite rule names, and the rule on the view itself.
#}
{% macro postgres__get_relations() %}
  {% call statement('relations', fetch_result=True) -%}
    select distinct
      reader_schema.nspname as dependent_schema,
      reader.relname as dependent_name,
      read_schema.nspname as referenced_schema,
      read.relname as referenced_name
    from pg_rewrite as rule
    join pg_class as reader on reader.oid = rule.ev_class
    join pg_namespace as reader_schema on reader_schema.oid = reader.relnamespace
    join pg_depend as dependency
      on dependency.classid = 'pg_rewrite'::regclass
      and dependency.objid = rule.oid
      and dependency.refclassid = 'pg_class'::regclass
      and dependency.refobjid != reader.oid
    join pg_class as read on read.oid = dependency.refobjid
    join pg_namespace as read_schema on read_schema.oid = read.relnamespace
    where read_schema.nspname != 'information_schema'
      and read_schema.nspname not like 'pg\_%'
      and reader.relkind in ('v', 'm')
    order by 1, 2, 3, 4
  {%- endcall %}
  {% do return(load_result('relations').table) %}
{% endmacro %}

{# The same under an older name. #}
{% macro postgres_get_relations() %}
  {% do return(postgres__get_relations()) %}
{% endmacro %}
