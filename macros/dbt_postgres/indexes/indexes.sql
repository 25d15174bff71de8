{# The statement that creates an index. adapter.parse_index checks the entry, and names the index. #}
{% macro postgres__get_create_index_sql(relation, index_dict) -%}
  {%- set index = adapter.parse_index(index_dict) -%}
  create {{ 'unique' if index.unique }} index if not exists
  "{{ index.render(relation) }}"
  on {{ relation }} {{ 'using ' ~ index.type if index.type }}
  ({{ index.columns | join(', ') }})
{%- endmacro %}


{# The statement that drops an index in a relation's schema. #}
{% macro postgres__get_drop_index_sql(relation, index_name) -%}
  drop index if exists "{{ relation.schema }}"."{{ index_name }}"
{%- endmacro %}


{# The query for the indexes of a table or materialized view; column_names are joined with commas. #}
{% macro postgres__get_show_indexes_sql(relation) %}
  select
    i.relname as name,
    m.amname as method,
    ix.indisunique as "unique",
    array_to_string(array_agg(a.attname), ',') as column_names
  from pg_index ix
  join pg_class i on i.oid = ix.indexrelid
  join pg_am m on m.oid = i.relam
  join pg_class t on t.oid = ix.indrelid
  join pg_namespace n on n.oid = t.relnamespace
  join pg_attribute a on a.attrelid = t.oid and a.attnum = ANY(ix.indkey)
  where t.relname = '{{ relation.identifier | replace("'", "''") }}'
    and n.nspname = '{{ relation.schema | string | replace("'", "''") }}'
    and t.relkind in ('r', 'm')
  group by 1, 2, 3
  order by 1, 2, 3
{% endmacro %}
