{# The relation as it stands in the database (its kind may differ from the one given), or none. #}
{% macro load_cached_relation(relation) %}
  {% do return(adapter.get_relation(
    database=relation.database, schema=relation.schema, identifier=relation.identifier
  )) %}
{% endmacro %}

{# The older name of load_cached_relation. #}
{% macro load_relation(relation) %}
  {% do return(load_cached_relation(relation)) %}
{% endmacro %}


{# A list of two: whether the relation exists, and the relation, made up with `type` if it does not. #}
{% macro get_or_create_relation(database, schema, identifier, type) %}
  {% do return(adapter.dispatch('get_or_create_relation', 'dbt')(database, schema, identifier, type)) %}
{% endmacro %}

{% macro default__get_or_create_relation(database, schema, identifier, type) %}
  {% set found = adapter.get_relation(database=database, schema=schema, identifier=identifier) %}
  {% if found %}
    {% do return([true, found]) %}
  {% endif %}
  {% do return([false, api.Relation.create(database=database, schema=schema, identifier=identifier, type=type)]) %}
{% endmacro %}
