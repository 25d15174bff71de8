{#
  The columns of a table or view by the information schema, as dbt reads them: types without a schema, none for a
  materialized view, and for a temporary table by its name alone.
#}
{% macro postgres__get_columns_in_relation(relation) -%}
  {% call statement('get_columns_in_relation', fetch_result=True) -%}
    select
      column_name,
      data_type,
      character_maximum_length,
      numeric_precision,
      numeric_scale
    from {{ relation.information_schema('columns') }}
    where table_name = '{{ relation.identifier | replace("'", "''") }}'
      {%- if relation.schema %}
      and table_schema = '{{ relation.schema | replace("'", "''") }}'
      {%- endif %}
    order by ordinal_position
  {%- endcall %}
  {%- do return(sql_convert_columns_in_relation(load_result('get_columns_in_relation').table)) -%}
{% endmacro %}
