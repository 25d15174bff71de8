{# What a generic test reads: its relation, narrowed to the `where` config if it has one. #}
{% macro get_where_subquery(relation) %}
  {% do return(adapter.dispatch('get_where_subquery', 'dbt')(relation)) %}
{% endmacro %}

{% macro default__get_where_subquery(relation) %}
  {% set where = config.get('where', '') %}
  {% if not where %}
    {% do return(relation) %}
  {% endif %}
  {% set narrowed -%}
    (select * from {{ relation }} where {{ where }}) dbt_subquery
  {%- endset %}
  {% do return(narrowed) %}
{% endmacro %}
