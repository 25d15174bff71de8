{# A seed's table. `model` is the seed's node, `agate_table` its rows; `this` is the relation. #}

{# Creates it, with the types of `column_types` or else those the rows suggest. Returns the statement. #}
{% macro create_csv_table(model, agate_table) %}
  {{ adapter.dispatch('create_csv_table', 'dbt')(model, agate_table) }}
{% endmacro %}

{% macro default__create_csv_table(model, agate_table) %}
  {% set given_types = model['config'].get('column_types', {}) %}
  {% set quote = model['config'].get('quote_columns', None) %}
  {% set columns = [] %}
  {% for name in agate_table.column_names %}
    {% set type = given_types.get(name, adapter.convert_type(agate_table, loop.index0)) %}
    {% do columns.append(adapter.quote_seed_column(name | string, quote) ~ ' ' ~ type) %}
  {% endfor %}
  {% set sql %}
    create table {{ this.render() }} ({{ columns | join(', ') }})
  {% endset %}
  {% call statement('_') -%}
    {{ sql }}
  {%- endcall %}
  {% do return(sql) %}
{% endmacro %}


{# Empties it, or drops and creates it anew for a full refresh. Returns the statement. #}
{% macro reset_csv_table(model, full_refresh, old_relation, agate_table) %}
  {{ adapter.dispatch('reset_csv_table', 'dbt')(model, full_refresh, old_relation, agate_table) }}
{% endmacro %}

{% macro default__reset_csv_table(model, full_refresh, old_relation, agate_table) %}
  {% if full_refresh %}
    {% do adapter.drop_relation(old_relation) %}
    {% do return(create_csv_table(model, agate_table)) %}
  {% endif %}
  {% do adapter.truncate_relation(old_relation) %}
  {% do return('truncate table ' ~ old_relation.render()) %}
{% endmacro %}


{# What is shown as a seed's SQL: both statements, one after the other. #}
{% macro get_csv_sql(create_or_truncate_sql, insert_sql) %}
  {{ adapter.dispatch('get_csv_sql', 'dbt')(create_or_truncate_sql, insert_sql) }}
{% endmacro %}

{% macro default__get_csv_sql(create_or_truncate_sql, insert_sql) %}
  {{ create_or_truncate_sql }};
  -- dbt seed --
  {{ insert_sql }}
{% endmacro %}
