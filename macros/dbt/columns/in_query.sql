{# What columns a query would give, found out without reading a row. #}

{# A query with the columns of `select_sql` and no rows; `select_sql_header` goes before it. #}
{% macro get_empty_subquery_sql(select_sql, select_sql_header=none) %}
  {% do return(adapter.dispatch('get_empty_subquery_sql', 'dbt')(select_sql, select_sql_header)) %}
{% endmacro %}

{# The line break before the closing parenthesis matters: the query may end in a comment. #}
{% macro default__get_empty_subquery_sql(select_sql, select_sql_header=none) -%}
  {{ select_sql_header if select_sql_header is not none }}
  select * from (
    {{ select_sql }}
  ) as __dbt_sbq
  where false
  limit 0
{% endmacro %}


{#
  A query with no rows and the columns that a node declares; `columns` maps names to properties. A column without a
  type is an error; a bare `numeric` is a warning, because a contract cannot then hold its scale.
#}
{% macro get_empty_schema_sql(columns) %}
  {% do return(adapter.dispatch('get_empty_schema_sql', 'dbt')(columns)) %}
{% endmacro %}

{% macro default__get_empty_schema_sql(columns) %}
  {%- set untyped = [] -%}
  {%- set unscaled = [] -%}
  select
  {% for column in columns.values() %}
    {%- if not column.get('data_type') -%}
      {%- do untyped.append(column['name']) -%}
    {%- elif column['data_type'].strip().lower() in ('numeric', 'decimal', 'number') -%}
      {%- do unscaled.append(column['name']) -%}
    {%- endif %}
    {%- set name = adapter.quote(column['name']) if column.get('quote') else column['name'] %}
    {{ cast('null', column['data_type']) }} as {{ name }}{{ ', ' if not loop.last }}
  {%- endfor -%}
  {%- if untyped -%}
    {%- do exceptions.column_type_missing(column_names=untyped) -%}
  {%- elif unscaled -%}
    {%- do exceptions.warn(
      'Detected columns with numeric type and unspecified precision/scale, this can lead to unintended rounding: '
      ~ unscaled ~ '`'
    ) -%}
  {%- endif -%}
{% endmacro %}


{# The columns of a query as api.Column, with the types the database gives them. #}
{% macro get_column_schema_from_query(select_sql, select_sql_header=none) %}
  {% do return(adapter.get_column_schema_from_query(get_empty_subquery_sql(select_sql, select_sql_header))) %}
{% endmacro %}


{# The column names of a query. #}
{% macro get_columns_in_query(select_sql) %}
  {% do return(adapter.dispatch('get_columns_in_query', 'dbt')(select_sql)) %}
{% endmacro %}

{% macro default__get_columns_in_query(select_sql) %}
  {% call statement('get_columns_in_query', fetch_result=True, auto_begin=False) -%}
    {{ get_empty_subquery_sql(select_sql) }}
  {%- endcall %}
  {% do return(load_result('get_columns_in_query').table.columns | map(attribute='name') | list) %}
{% endmacro %}
