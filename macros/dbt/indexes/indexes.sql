{#
  The statement that creates an index; `index_dict` is one entry of the `indexes` config. None where there are no
  indexes.
#}
{% macro get_create_index_sql(relation, index_dict) %}
  {% do return(adapter.dispatch('get_create_index_sql', 'dbt')(relation, index_dict)) %}
{% endmacro %}

{% macro default__get_create_index_sql(relation, index_dict) %}
  {% do return(none) %}
{% endmacro %}


{# Creates what the `indexes` config lists, on a relation. #}
{% macro create_indexes(relation) %}
  {{ adapter.dispatch('create_indexes', 'dbt')(relation) }}
{% endmacro %}

{% macro default__create_indexes(relation) %}
  {% for index_dict in config.get('indexes', default=[]) %}
    {% set sql = get_create_index_sql(relation, index_dict) %}
    {% if sql %}
      {% do run_query(sql) %}
    {% endif %}
  {% endfor %}
{% endmacro %}


{# The statement that drops an index by its name. #}
{% macro get_drop_index_sql(relation, index_name) -%}
  {{ adapter.dispatch('get_drop_index_sql', 'dbt')(relation, index_name) }}
{%- endmacro %}

{% macro default__get_drop_index_sql(relation, index_name) %}
  {% do exceptions.raise_compiler_error('`get_drop_index_sql` has not been implemented for this adapter.') %}
{% endmacro %}


{# The query for a relation's indexes: name, method, unique, column_names. #}
{% macro get_show_indexes_sql(relation) -%}
  {{ adapter.dispatch('get_show_indexes_sql', 'dbt')(relation) }}
{%- endmacro %}

{% macro default__get_show_indexes_sql(relation) %}
  {% do exceptions.raise_compiler_error('`get_show_indexes_sql` has not been implemented for this adapter.') %}
{% endmacro %}
