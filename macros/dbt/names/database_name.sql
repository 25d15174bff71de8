{#
  The database of a node: its `database` config if given, else the target's. Unlike dbt's, this asks no catalog
  integration: Postgres has none.
#}
{% macro generate_database_name(custom_database_name=none, node=none) %}
  {% do return(adapter.dispatch('generate_database_name', 'dbt')(custom_database_name, node)) %}
{% endmacro %}

{% macro default__generate_database_name(custom_database_name=none, node=none) -%}
  {{ target.database if custom_database_name is none else custom_database_name }}
{%- endmacro %}
