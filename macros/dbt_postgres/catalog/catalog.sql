{#
  The columns of tables, views, materialized views and foreign tables, with comments and owners; see
  get_catalog_relations.
#}
{% macro postgres__get_catalog_relations(information_schema, relations) -%}
  {%- set database = information_schema.database -%}
  {%- do adapter.verify_database(database) -%}
  {% call statement('catalog', fetch_result=True) -%}
    select
      '{{ database | string | replace("'", "''") }}' as table_database,
      sch.nspname as table_schema,
      tbl.relname as table_name,
      case tbl.relkind
        when 'v' then 'VIEW'
        when 'm' then 'MATERIALIZED VIEW'
        else 'BASE TABLE'
      end as table_type,
      tbl_desc.description as table_comment,
      col.attname as column_name,
      col.attnum as column_index,
      pg_catalog.format_type(col.atttypid, col.atttypmod) as column_type,
      col_desc.description as column_comment,
      pg_get_userbyid(tbl.relowner) as table_owner
    from pg_catalog.pg_namespace sch
    join pg_catalog.pg_class tbl on tbl.relnamespace = sch.oid
    join pg_catalog.pg_attribute col on col.attrelid = tbl.oid
    left join pg_catalog.pg_description tbl_desc
      on tbl_desc.classoid = 'pg_catalog.pg_class'::regclass and tbl_desc.objoid = tbl.oid and tbl_desc.objsubid = 0
    left join pg_catalog.pg_description col_desc
      on col_desc.classoid = 'pg_catalog.pg_class'::regclass and col_desc.objoid = tbl.oid and col_desc.objsubid = col.attnum
    where (
      {%- for relation in relations %}
      upper(sch.nspname) = upper('{{ relation.schema | string | replace("'", "''") }}')
      {%- if relation.identifier %}
      and upper(tbl.relname) = upper('{{ relation.identifier | replace("'", "''") }}')
      {%- endif %}
      {{ 'or' if not loop.last }}
      {%- endfor %}
    )
      and not pg_is_other_temp_schema(sch.oid)
      and tbl.relpersistence in ('p', 'u')
      and tbl.relkind in ('r', 'v', 'f', 'p', 'm')
      and col.attnum > 0
      and not col.attisdropped
    order by sch.nspname, tbl.relname, col.attnum
  {%- endcall %}
  {%- do return(load_result('catalog').table) -%}
{% endmacro %}


{# The same for whole schemas. #}
{% macro postgres__get_catalog(information_schema, schemas) %}
  {% set relations = [] %}
  {% for schema in schemas %}
    {% do relations.append({'schema': schema}) %}
  {% endfor %}
  {% do return(postgres__get_catalog_relations(information_schema, relations)) %}
{% endmacro %}
