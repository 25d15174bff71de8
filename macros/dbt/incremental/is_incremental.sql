{#
  Whether this run adds to a table that is there: the model is incremental, its relation exists and is a table, and no
  full refresh was asked for. False while parsing.
#}
{% macro is_incremental() %}
  {#- Others than incremental models have nothing to ask the database. -#}
  {% if not execute or model.config.materialized != 'incremental' %}
    {% do return(False) %}
  {% endif %}
  {% set there = adapter.get_relation(this.database, this.schema, this.table) %}
  {% do return(
    there is not none
    and there.type == 'table'
    and not should_full_refresh()
  ) %}
{% endmacro %}
