{# Contracts: that a query gives the columns its node declares, and the table made from the declaration. #}

{# The parenthesized columns and constraints of a `create table`, from the node's declaration. #}
{% macro get_table_columns_and_constraints() -%}
  {{ adapter.dispatch('get_table_columns_and_constraints', 'dbt')() }}
{%- endmacro %}

{% macro default__get_table_columns_and_constraints() %}
  {% do return(table_columns_and_constraints()) %}
{% endmacro %}

{# The same under the name that overrides of get_table_columns_and_constraints call. #}
{% macro table_columns_and_constraints() -%}
  {%- set lines = adapter.render_raw_columns_constraints(raw_columns=model['columns'])
    + adapter.render_raw_model_constraints(raw_constraints=model['constraints']) -%}
  (
    {{ lines | join(',\n    ') }}
  )
{% endmacro %}


{# Fails unless a query gives the node's declared columns with their types; gives no text. #}
{% macro get_assert_columns_equivalent(sql) -%}
  {{ adapter.dispatch('get_assert_columns_equivalent', 'dbt')(sql) }}
{%- endmacro %}

{% macro default__get_assert_columns_equivalent(sql) %}
  {% do return(assert_columns_equivalent(sql)) %}
{% endmacro %}

{#
  The same under the name that overrides of get_assert_columns_equivalent call. Order does not matter, only names and
  types.
#}
{% macro assert_columns_equivalent(sql) -%}
  {%- if not model['columns'] %}
    {%- do exceptions.raise_contract_error([], []) -%}
  {%- endif %}
  {%- set given = format_columns(get_column_schema_from_query(sql, config.get('sql_header', none))) -%}
  {%- set declared = format_columns(get_column_schema_from_query(get_empty_schema_sql(model['columns']))) -%}
  {%- if given | length != declared | length %}
    {%- do exceptions.raise_contract_error(declared, given) -%}
  {%- endif %}
  {%- for column in given %}
    {%- set promised = declared | selectattr('name', 'equalto', column['name']) | list | first -%}
    {%- if not promised or promised['formatted'] != column['formatted'] %}
      {%- do exceptions.raise_contract_error(declared, given) -%}
    {%- endif %}
  {%- endfor %}
{%- endmacro %}


{# A list of api.Column as a list of {name, data_type, formatted}; `formatted` is what is compared. #}
{% macro format_columns(columns) %}
  {% set formatted = [] %}
  {% for column in columns %}
    {% do formatted.append(adapter.dispatch('format_column', 'dbt')(column)) %}
  {% endfor %}
  {% do return(formatted) %}
{% endmacro %}

{# One api.Column in that form. #}
{% macro default__format_column(column) %}
  {% do return({
    'name': column.name,
    'data_type': column.dtype,
    'formatted': column.column.lower() ~ ' ' ~ column.dtype
  }) %}
{% endmacro %}


{# A query narrowed to the declared columns, in their order, so that it can be inserted by position. #}
{% macro get_select_subquery(sql) %}
  {% do return(adapter.dispatch('get_select_subquery', 'dbt')(sql)) %}
{% endmacro %}

{% macro default__get_select_subquery(sql) %}
  select {{ adapter.dispatch('get_column_names', 'dbt')() }}
  from (
    {{ sql }}
  ) as model_subq
{%- endmacro %}

{# The declared columns' names with commas; quoted where the declaration says so. #}
{% macro default__get_column_names() -%}
  {%- for column in model['columns'].values() %}
  {{ adapter.quote(column['name']) if column.get('quote') else column['name'] }}{{ ',' if not loop.last }}
  {%- endfor -%}
{%- endmacro %}
