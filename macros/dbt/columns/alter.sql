{#
  Changes the type of a column, by way of a new one that is filled, put in its place and given its name. As in dbt the
  column ends up last, and what depends on it is dropped.
#}
{% macro alter_column_type(relation, column_name, new_column_type) %}
  {% do return(adapter.dispatch('alter_column_type', 'dbt')(relation, column_name, new_column_type)) %}
{% endmacro %}

{% macro default__alter_column_type(relation, column_name, new_column_type) %}
  {% set table = relation.render() %}
  {% set old = adapter.quote(column_name) %}
  {% set new = adapter.quote(column_name ~ '__dbt_alter') %}
  {% call statement('alter_column_type') -%}
    alter table {{ table }} add column {{ new }} {{ new_column_type }};
    update {{ table }} set {{ new }} = {{ old }};
    alter table {{ table }} drop column {{ old }} cascade;
    alter table {{ table }} rename column {{ new }} to {{ old }}
  {%- endcall %}
{% endmacro %}


{# Adds and drops columns in one statement; both lists hold api.Column, and either may be none. #}
{% macro alter_relation_add_remove_columns(relation, add_columns=none, remove_columns=none) %}
  {% do return(adapter.dispatch('alter_relation_add_remove_columns', 'dbt')(relation, add_columns, remove_columns)) %}
{% endmacro %}

{% macro default__alter_relation_add_remove_columns(relation, add_columns, remove_columns) %}
  {% set actions = [] %}
  {% for column in add_columns or [] %}
    {% do actions.append('add column ' ~ column.quoted ~ ' ' ~ column.expanded_data_type) %}
  {% endfor %}
  {% for column in remove_columns or [] %}
    {% do actions.append('drop column ' ~ column.quoted) %}
  {% endfor %}
  {% set sql -%}
    alter {{ relation.type }} {{ relation.render() }} {{ actions | join(', ') }}
  {%- endset %}
  {% do run_query(sql) %}
{% endmacro %}
