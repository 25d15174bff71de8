{#
  The statement that makes a table of a query; the `unlogged` config makes one. Under a contract the table is made
  from the declaration and filled afterwards, because `create table … as` takes no constraints.
#}
{% macro postgres__create_table_as(temporary, relation, sql) -%}
  {%- set sql_header = config.get('sql_header', none) -%}
  {%- set kind = 'temporary ' if temporary else ('unlogged ' if config.get('unlogged', default=false) else '') -%}
  {%- set contract_enforced = config.get('contract').enforced -%}

  {{ sql_header if sql_header is not none }}
  create {{ kind }}table {{ relation }}
  {%- if contract_enforced %}
    {{ get_assert_columns_equivalent(sql) }}
  {%- endif %}
  {%- if contract_enforced and not temporary %}
    {{ get_table_columns_and_constraints() }};
  insert into {{ relation }} ({{ adapter.dispatch('get_column_names', 'dbt')() }})
    {%- set sql = get_select_subquery(sql) -%}
  {%- else %}
  as
  {%- endif %}
  (
    {{ sql }}
  );
{%- endmacro %}


{# The statement that drops a table. #}
{% macro postgres__drop_table(relation) -%}
  drop table if exists {{ relation }} cascade
{%- endmacro %}


{# The statement that renames a table. #}
{% macro postgres__get_rename_table_sql(relation, new_name) %}
  alter table {{ relation }} rename to {{ new_name }}
{% endmacro %}


{#
  What would replace a table in one step. Postgres has no such statement; the text is dbt's, and the database refuses
  it as it does there.
#}
{% macro postgres__get_replace_table_sql(relation, sql) -%}
  {%- set sql_header = config.get('sql_header', none) -%}
  {{ sql_header if sql_header is not none }}
  create or replace table {{ relation }}
  {%- if config.get('contract').enforced %}
    {{ get_assert_columns_equivalent(sql) }}
    {{ get_table_columns_and_constraints() }}
    {%- set sql = get_select_subquery(sql) -%}
  {%- endif %}
  as (
    {{ sql }}
  );
{%- endmacro %}
